package io.diag.hprof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a dump says of itself at its beginning. Immutable. */
public final class HprofHeader {
  private static final String MAGIC = "JAVA PROFILE 1.0.";
  private static final int MIN_VERSION = 1;
  private static final int MAX_VERSION = 2;

  private final int version;
  private final int idSize;
  private final long epochMillis;

  /**
   * @param version 1 or 2, the last part of 1.0.1 and 1.0.2; segments came with 1.0.2
   * @param idSize 4 or 8
   * @param epochMillis when the dump was begun
   */
  public HprofHeader(int version, int idSize, long epochMillis) {
    if (version < MIN_VERSION || version > MAX_VERSION) {
      throw new IllegalArgumentException("version 1.0." + version);
    }
    if (idSize != 4 && idSize != 8) {
      throw new IllegalArgumentException("ids of " + idSize + " bytes");
    }
    this.version = version;
    this.idSize = idSize;
    this.epochMillis = epochMillis;
  }

  static HprofHeader read(Window in) throws IOException {
    for (int i = 0; i < MAGIC.length(); i++) {
      if (in.u1() != MAGIC.charAt(i)) {
        throw in.bad("is no HPROF: it does not begin with '" + MAGIC + "'");
      }
    }
    int version = in.u1() - '0';
    if (version < MIN_VERSION || version > MAX_VERSION) {
      throw in.bad("is of another version than 1.0.1 and 1.0.2, which HotSpot writes");
    }
    if (in.u1() != 0) {
      throw in.bad("has a version that does not end with a zero");
    }
    int idSize = in.u4();
    if (idSize != 4 && idSize != 8) {
      throw in.bad("has ids of " + (idSize & 0xFFFFFFFFL) + " bytes instead of 4 or 8");
    }
    return new HprofHeader(version, idSize, in.u8());
  }

  void write(HprofOutput out) throws IOException {
    out.write((MAGIC + version).getBytes(StandardCharsets.US_ASCII));
    out.u1(0);
    out.u4(idSize);
    out.u8(epochMillis);
  }

  public int version() {
    return version;
  }

  /** Bytes of an id, 4 or 8. */
  public int idSize() {
    return idSize;
  }

  /** When the dump was begun. */
  public long epochMillis() {
    return epochMillis;
  }

  /** Bytes of the header; the first record begins there. */
  public int bytes() {
    return MAGIC.length() + 2 + 4 + 8;
  }
}
