package io.diag.collector.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a chunk's metadata: a table of strings and a tree of elements with attributes. */
final class TypeReader {
  /** The JDK and async-profiler nest five deep. */
  private static final int MAX_DEPTH = 16;

  private final Cursor in;
  private final List<String> strings = new ArrayList<>();
  private final Map<Long, Type> types = new HashMap<>();

  private TypeReader(Cursor in) {
    this.in = in;
  }

  /** The types by id. */
  static Map<Long, Type> read(Cursor in, long offset) throws JfrException {
    TypeReader reader = new TypeReader(in);
    in.enter("metadata");
    in.seek(offset);
    for (int i = 0; i < 5; i++) {
      in.varlong(); // size, type, start, duration, id
    }
    int count = in.count();
    for (int i = 0; i < count; i++) {
      reader.strings.add(in.string());
    }
    reader.element(0, new ArrayList<>());
    return reader.types;
  }

  private void element(int depth, List<Field> siblings) throws JfrException {
    if (depth > MAX_DEPTH) {
      throw in.bad("is nested deeper than " + MAX_DEPTH);
    }
    String kind = text();
    Map<String, String> attributes = new HashMap<>();
    int attributeCount = in.count();
    for (int i = 0; i < attributeCount; i++) {
      String key = text();
      attributes.put(key, text());
    }
    List<Field> fields = new ArrayList<>();
    int childCount = in.count();
    for (int i = 0; i < childCount; i++) {
      element(depth + 1, fields);
    }
    if (kind.equals("class")) {
      long id = number(attributes, "id");
      types.put(id, new Type(id, attributes.getOrDefault("name", ""), fields));
    } else if (kind.equals("field")) {
      siblings.add(
          new Field(
              attributes.getOrDefault("name", ""),
              number(attributes, "class"),
              "true".equals(attributes.get("constantPool")),
              !attributes.getOrDefault("dimension", "0").equals("0")));
    }
  }

  private String text() throws JfrException {
    long index = in.varlong();
    String text = index < 0 || index >= strings.size() ? null : strings.get((int) index);
    if (text == null) {
      throw in.bad("refers to string " + index + " of " + strings.size());
    }
    return text;
  }

  private long number(Map<String, String> attributes, String key) throws JfrException {
    try {
      return Long.parseLong(attributes.getOrDefault(key, ""));
    } catch (NumberFormatException notANumber) {
      throw in.bad("has an element whose '" + key + "' is not a number");
    }
  }
}
