package io.diag.hprof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Keeps those STRING_UTF8 that name something. HotSpot writes every symbol that it has, and those
 * are also the literals of the code: what stands in a string constant would leave with them. Which
 * ones are names is told only by the records that follow, so all is held until the first object;
 * before it HotSpot writes all classes, frames and traces. One thread at a time.
 */
final class NameRedaction {
  private static final byte[] LETTERS =
      "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

  /** Before each text, as no array has it. */
  private static final long SYMBOL = -1;

  private final SipHash hash;
  private final HeldStream stream;
  private final HprofOutput out;
  private final int limit;
  private final LongList used = new LongList();
  private final LongList ids = new LongList();
  private final LongList places = new LongList();
  private long replaced;

  /**
   * @param limit of bytes to hold; at more, what was not yet seen to be a name is none
   */
  NameRedaction(SipHash hash, HeldStream stream, HprofOutput out, int limit) {
    this.hash = hash;
    this.stream = stream;
    this.out = out;
    this.limit = limit;
  }

  /** Strings whose text was replaced. */
  long replaced() {
    return replaced;
  }

  void use(long nameId) {
    if (stream.held() != null && nameId != 0) {
      used.add(nameId);
    }
  }

  void use(ClassDump dump) {
    for (int i = 0; i < dump.statics().count(); i++) {
      use(dump.statics().nameId(i));
    }
    for (int i = 0; i < dump.fields().count(); i++) {
      use(dump.fields().nameId(i));
    }
  }

  /** Writes the text of a string whose record was begun. */
  void write(long id, byte[] utf8) throws IOException {
    expect(utf8.length);
    if (stream.held() == null) {
      if (!used.contains(id)) {
        replace(utf8, 0, utf8.length);
      }
      out.write(utf8);
      return;
    }
    ids.add(id);
    places.add(out.offset() << 32 | utf8.length);
    out.write(utf8);
  }

  /** Lets go if what is held and so many bytes more were too much. */
  void expect(long bytes) throws IOException {
    if (stream.held() != null && out.offset() + bytes > limit) {
      letGo();
    }
  }

  /** From now on nothing is held. */
  void letGo() throws IOException {
    if (stream.held() == null) {
      return;
    }
    used.sort();
    out.flush();
    for (int i = 0; i < ids.size(); i++) {
      if (!used.contains(ids.get(i))) {
        replace(stream.held(), (int) (places.get(i) >>> 32), (int) places.get(i));
      }
    }
    stream.letGo();
  }

  private void replace(byte[] text, int offset, int length) {
    long bits = hash.hash(SYMBOL, text, offset, length);
    for (int i = 0; i < length; i++) {
      text[offset + i] = LETTERS[(int) (bits & 31)];
      bits = Long.rotateRight(bits, 5);
    }
    replaced++;
  }
}
