package io.diag.collector.jfr;

import java.util.List;

/** How values of one type are laid out, as the chunk's own metadata says. */
record Type(long id, String name, Layout layout, List<Field> fields) {
  /** What a value consists of. */
  enum Layout {
    BYTE,
    VARINT,
    FOUR_BYTES,
    EIGHT_BYTES,
    STRING,
    FIELDS;

    private static Layout of(String name) {
      return switch (name) {
        case "boolean", "byte" -> BYTE;
        case "char", "short", "int", "long" -> VARINT;
        case "float" -> FOUR_BYTES;
        case "double" -> EIGHT_BYTES;
        case "java.lang.String" -> STRING;
        default -> FIELDS;
      };
    }
  }

  Type(long id, String name, List<Field> fields) {
    this(id, name, Layout.of(name), List.copyOf(fields));
  }
}
