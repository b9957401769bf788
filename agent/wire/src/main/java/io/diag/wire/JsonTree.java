package io.diag.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON whose shape the protocol leaves open, as maps, lists, strings, booleans, {@link Long}s and
 * {@link Double}s. A field whose value is null is left out, for what is unknown is absent.
 */
final class JsonTree {
  /** Far more than a table of 500 rows; the bound keeps a bad sender harmless. */
  private static final int MAX_VALUES = 20_000;

  private int values;

  private JsonTree() {}

  /** Reads the object at whose start the parser stands. */
  static Map<String, Object> read(JsonParser json) throws IOException {
    return new JsonTree().object(json);
  }

  static void write(JsonGenerator json, Map<String, ?> tree) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, ?> entry : tree.entrySet()) {
      if (entry.getValue() != null) {
        json.writeFieldName(entry.getKey());
        value(json, entry.getValue());
      }
    }
    json.writeEndObject();
  }

  private Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    WireJson.object(
        json,
        (name, field) -> {
          Object value = value(field);
          if (value != null) {
            tree.put(name, value);
          }
        });
    return tree;
  }

  private Object value(JsonParser json) throws IOException {
    if (++values > MAX_VALUES) {
      throw new WireException("more than " + MAX_VALUES + " values in one object");
    }
    switch (json.currentToken()) {
      case START_OBJECT:
        return object(json);
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        return list;
      case VALUE_TRUE:
      case VALUE_FALSE:
        return WireJson.bool(json);
      case VALUE_NUMBER_INT:
        return WireJson.integer(json);
      case VALUE_NUMBER_FLOAT:
        return WireJson.number(json);
      default:
        return WireJson.string(json);
    }
  }

  @SuppressWarnings("unchecked") // the keys of whoever builds such a tree are strings
  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map) {
      write(json, (Map<String, ?>) value);
    } else if (value instanceof List) {
      json.writeStartArray();
      for (Object element : (List<?>) value) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean) {
      json.writeBoolean((Boolean) value);
    } else if (value instanceof Double) {
      json.writeNumber((Double) value);
    } else if (value instanceof Number) {
      json.writeNumber(((Number) value).longValue());
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}
