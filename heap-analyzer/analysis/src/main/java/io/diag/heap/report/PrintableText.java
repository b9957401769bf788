package io.diag.heap.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A text of somebody's heap so that a terminal, a page and an encoder take it: what is no character
 * of its own (half a surrogate pair) or would steer a terminal is written as Java would escape it.
 */
final class PrintableText {
  private PrintableText() {}

  static String of(String text) {
    return of(text, text.length());
  }

  /**
   * @param mostChars of the text that are kept; an ellipsis tells that there are more, and no pair
   *     is cut in half
   */
  static String of(String text, int mostChars) {
    int end = text.length();
    if (end > mostChars) {
      boolean isInPair =
          Character.isHighSurrogate(text.charAt(mostChars - 1))
              && Character.isLowSurrogate(text.charAt(mostChars));
      end = isInPair ? mostChars - 1 : mostChars;
    }
    StringBuilder printable = new StringBuilder(end + 1);
    text.substring(0, end).codePoints().forEach(point -> append(printable, point));
    return end < text.length() ? printable.append('\u2026').toString() : printable.toString();
  }

  /** The 16 bits of each character as they are, also where a decoder would replace them. */
  static String utf16(byte[] bytes, ByteOrder order) {
    return ByteBuffer.wrap(bytes).order(order).asCharBuffer().toString();
  }

  /** Whether it stands for itself; only a surrogate without its other half is told as a point. */
  static boolean isPrintable(int point) {
    return !Character.isISOControl(point)
        && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private static void append(StringBuilder printable, int point) {
    switch (point) {
      case '\n' -> printable.append("\\n");
      case '\r' -> printable.append("\\r");
      case '\t' -> printable.append("\\t");
      default -> {
        if (isPrintable(point)) {
          printable.appendCodePoint(point);
        } else {
          printable.append(String.format("\\u%04x", point));
        }
      }
    }
  }
}
