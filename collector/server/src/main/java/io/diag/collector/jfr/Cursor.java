package io.diag.collector.jfr;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A position in a chunk. Every read is checked against the end, and nothing is allocated by a
 * length that the remaining bytes could not hold. Not for several threads at once.
 *
 * <p>Encodings as in the JDK's {@code jdk.jfr.internal.consumer.RecordingInput}: integers in LEB128
 * of at most nine bytes, strings behind a tag.
 */
final class Cursor {
  private static final int STRING_NULL = 0;
  private static final int STRING_EMPTY = 1;
  private static final int STRING_CONSTANT = 2;
  private static final int STRING_UTF8 = 3;
  private static final int STRING_CHARS = 4;
  private static final int STRING_LATIN1 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private String part = "chunk";

  Cursor(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Names what is being read, for messages. */
  void enter(String name) {
    part = name;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  void seek(long target) throws JfrException {
    if (target < 0 || target > end) {
      throw bad("points outside of the chunk, to " + target);
    }
    position = (int) target;
  }

  void skip(long count) throws JfrException {
    if (count < 0 || count > remaining()) {
      throw bad("is truncated");
    }
    position += (int) count;
  }

  int byteValue() throws JfrException {
    if (position >= end) {
      throw bad("is truncated");
    }
    return bytes[position++] & 0xff;
  }

  long varlong() throws JfrException {
    long result = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      int b = byteValue();
      result |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return result;
      }
    }
    return result | (long) byteValue() << 56;
  }

  /** A number of things that take at least one byte each, so never more than what remains. */
  int count() throws JfrException {
    long count = varlong();
    if (count < 0 || count > remaining()) {
      throw bad("counts " + count + " entries, more than there are bytes");
    }
    return (int) count;
  }

  long fixedLong() throws JfrException {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | byteValue();
    }
    return value;
  }

  int fixedInt() throws JfrException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | byteValue();
    }
    return value;
  }

  /** A string that stands here, or null when it is absent or a reference to a constant. */
  String string() throws JfrException {
    int tag = byteValue();
    return switch (tag) {
      case STRING_NULL -> null;
      case STRING_EMPTY -> "";
      case STRING_CONSTANT -> {
        varlong();
        yield null;
      }
      case STRING_UTF8 -> text(StandardCharsets.UTF_8);
      case STRING_CHARS -> chars();
      case STRING_LATIN1 -> text(StandardCharsets.ISO_8859_1);
      default -> throw bad("has a string of unknown encoding " + tag);
    };
  }

  private String text(Charset charset) throws JfrException {
    int length = count();
    String text = new String(bytes, position, length, charset);
    position += length;
    return text;
  }

  private String chars() throws JfrException {
    char[] chars = new char[count()];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) varlong();
    }
    return new String(chars);
  }

  JfrException bad(String what) {
    return new JfrException(part + " " + what + " at 0x" + Integer.toHexString(position));
  }
}
