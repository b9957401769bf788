package io.diag.heap.report;

import io.diag.heap.graph.ObjectReader.Value;

/** A primitive value as Java would print it. */
public final class ValueText {
  private ValueText() {}

  public static String of(Value value) {
    long bits = value.bits();
    return switch (value.type()) {
      case BOOLEAN -> bits == 0 ? "false" : "true";
      case CHAR ->
          PrintableText.isPrintable((int) bits)
              ? "'" + (char) bits + "'"
              : String.format("\\u%04x", bits);
      case FLOAT -> Float.toString(Float.intBitsToFloat((int) bits));
      case DOUBLE -> Double.toString(Double.longBitsToDouble(bits));
      case BYTE -> Byte.toString((byte) bits);
      case SHORT -> Short.toString((short) bits);
      case INT -> Integer.toString((int) bits);
      case LONG -> Long.toString(bits);
      case OBJECT -> bits == 0 ? "null" : String.format("0x%x", bits);
    };
  }
}
