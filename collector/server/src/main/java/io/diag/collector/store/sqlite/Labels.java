package io.diag.collector.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import java.util.Map;

/** Labels of a series as one JSON text. */
final class Labels {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

  private Labels() {}

  static String write(Map<String, String> labels) {
    try {
      return MAPPER.writeValueAsString(labels);
    } catch (JsonProcessingException cannotHappen) {
      throw new IllegalStateException("strings could not be written", cannotHappen);
    }
  }

  static Map<String, String> parse(String json) throws SQLException {
    try {
      return MAPPER.readValue(json, TYPE);
    } catch (JsonProcessingException damaged) {
      throw new SQLException("labels are not JSON: " + json, damaged);
    }
  }
}
