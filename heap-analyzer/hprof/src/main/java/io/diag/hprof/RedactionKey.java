package io.diag.hprof;

import java.security.SecureRandom;

/** What the replacements of one dump depend on. Forgotten after it, it cannot be had again. */
public final class RedactionKey {
  private static final int BYTES = 16;

  private final byte[] bytes;

  private RedactionKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new key from the system's source of randomness; may block for a moment. */
  public static RedactionKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new RedactionKey(bytes);
  }

  /**
   * A given key: two dumps under the same one can be compared, by whoever has both.
   *
   * @param bytes 16
   */
  public static RedactionKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key of " + bytes.length + " bytes, not " + BYTES);
    }
    return new RedactionKey(bytes.clone());
  }

  SipHash hash() {
    return new SipHash(bytes);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "RedactionKey";
  }
}
