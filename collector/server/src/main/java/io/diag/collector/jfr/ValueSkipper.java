package io.diag.collector.jfr;

import java.util.List;
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
    skipInline(type, 0);
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
        skipInline(types.get(field.typeId()), field, depth);
      }
    }
  }

  private void skipInline(Type type, Field field, int depth) throws JfrException {
    if (type == null || depth > MAX_DEPTH) {
      throw in.bad("has a value of unknown type " + field.typeId());
    }
    skipInline(type, depth);
  }

  private void skipInline(Type type, int depth) throws JfrException {
    switch (type.layout()) {
      case BYTE -> in.skip(1);
      case VARINT -> in.varlong();
      case FOUR_BYTES -> in.skip(4);
      case EIGHT_BYTES -> in.skip(8);
      case STRING -> in.string();
      case FIELDS -> {
        if (type.fields().isEmpty()) {
          // Nothing would be consumed, so an array of these could be counted for ever.
          throw in.bad("has a value of type " + type.name() + ", which has no fields");
        }
        List<Field> fields = type.fields();
        for (int i = 0; i < fields.size(); i++) {
          skip(fields.get(i), depth + 1);
        }
      }
    }
  }
}
