package io.diag.collector.jfr;

import java.util.Map;

/** Steps over values that nobody asked for, by the layout the metadata gives. */
final class ValueSkipper {
  private static final int MAX_DEPTH = 16;

  private final Cursor in;
  private final Map<Long, Type> types;

  ValueSkipper(Cursor in, Map<Long, Type> types) {
    this.in = in;
    this.types = types;
  }

  /** Steps over a whole value of a type. */
  void skip(Type type) throws JfrException {
    skipInline(type.id(), 0);
  }

  void skip(Field field) throws JfrException {
    skip(field, 0);
  }

  private void skip(Field field, int depth) throws JfrException {
    int count = field.array() ? in.count() : 1;
    for (int i = 0; i < count; i++) {
      if (field.constant()) {
        in.varlong();
      } else {
        skipInline(field.typeId(), depth);
      }
    }
  }

  private void skipInline(long typeId, int depth) throws JfrException {
    Type type = types.get(typeId);
    if (type == null || depth > MAX_DEPTH) {
      throw in.bad("has a value of unknown type " + typeId);
    }
    switch (type.name()) {
      case "boolean", "byte" -> in.skip(1);
      case "char", "short", "int", "long" -> in.varlong();
      case "float" -> in.skip(4);
      case "double" -> in.skip(8);
      case "java.lang.String" -> in.string();
      default -> {
        if (type.fields().isEmpty()) {
          // Nothing would be consumed, so an array of these could be counted for ever.
          throw in.bad("has a value of type " + type.name() + ", which has no fields");
        }
        for (Field field : type.fields()) {
          skip(field, depth + 1);
        }
      }
    }
  }
}
