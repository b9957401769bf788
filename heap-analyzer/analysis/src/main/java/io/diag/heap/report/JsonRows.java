package io.diag.heap.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes lists of objects. */
final class JsonRows {
  private JsonRows() {}

  /** Writes the fields of a row. */
  @FunctionalInterface
  interface Fields<T> {
    void write(JsonGenerator json, T row) throws IOException;
  }

  static <T> void write(JsonGenerator json, String name, Iterable<T> rows, Fields<T> fields)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T row : rows) {
      json.writeStartObject();
      fields.write(json, row);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void strings(JsonGenerator json, String name, Iterable<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** An object's number, unless it is -1, which is none. */
  static void object(JsonGenerator json, int number) throws IOException {
    if (number >= 0) {
      json.writeNumberField("object", number);
    }
  }
}
