package io.diag.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shared ground of the codecs: one factory, fields walked one by one, unknown fields ignored.
 * Recycled buffers and interned names are off, so nothing of ours stays on a caller's thread or in
 * the JVM after the agent has gone.
 */
final class WireJson {
  private static final int MAX_STRING_CHARS = 64 << 10;
  private static final int MAX_DEPTH = 16;

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_STRING_CHARS)
                  .maxNestingDepth(MAX_DEPTH)
                  .build())
          .build();

  private WireJson() {}

  /** Writes one object's fields. */
  interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Takes one field; its value is the parser's current token. */
  interface Field {
    void read(String name, JsonParser json) throws IOException;
  }

  static byte[] write(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("writing to memory failed", cannotHappen);
    }
    return bytes.toByteArray();
  }

  static void read(InputStream in, Field field) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new WireException("the body is not a JSON object");
      }
      object(json, field);
      if (json.nextToken() != null) {
        throw new WireException("there is more after the JSON object");
      }
    } catch (JsonProcessingException notJson) {
      throw new WireException(
          "not JSON at "
              + (notJson.getLocation() == null
                  ? "an unknown place"
                  : "byte " + notJson.getLocation().getByteOffset())
              + ": "
              + notJson.getOriginalMessage(),
          notJson);
    }
  }

  /** Walks the fields of the object at whose start the parser stands. */
  static void object(JsonParser json, Field field) throws IOException {
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.read(name, json);
      json.skipChildren();
    }
  }

  static String string(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(json, JsonToken.VALUE_STRING);
    return json.getText();
  }

  static long integer(JsonParser json) throws IOException {
    expect(json, JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  static double number(JsonParser json) throws IOException {
    if (json.currentToken() == null || !json.currentToken().isNumeric()) {
      expect(json, JsonToken.VALUE_NUMBER_FLOAT);
    }
    double value = json.getDoubleValue();
    if (Double.isInfinite(value) || Double.isNaN(value)) {
      throw new WireException("'" + json.currentName() + "' is not a finite number");
    }
    return value;
  }

  static boolean bool(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_TRUE) {
      return true;
    }
    expect(json, JsonToken.VALUE_FALSE);
    return false;
  }

  static Map<String, String> strings(JsonParser json) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    object(json, (name, value) -> map.put(name, string(value)));
    return map;
  }

  /** Whole numbers without a point, as long as they are exact. */
  static void write(JsonGenerator json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  static void write(JsonGenerator json, String field, Map<String, String> map) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new WireException(
          "'" + json.currentName() + "' is " + json.currentToken() + "; expected " + token);
    }
  }

  static <T> T required(String name, T value) throws WireException {
    if (value == null) {
      throw new WireException("'" + name + "' is missing");
    }
    return value;
  }
}
