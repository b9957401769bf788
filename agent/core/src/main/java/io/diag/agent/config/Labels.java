package io.diag.agent.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels as in {@code env:prod;zone:b}. */
final class Labels {
  static final int MAX_COUNT = 16;
  private static final int MAX_CHARS = 120;

  private Labels() {}

  static Map<String, String> parse(String text) throws ConfigException {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : text.split(";", -1)) {
      if (pair.trim().isEmpty()) {
        continue;
      }
      int colon = pair.indexOf(':');
      String key = colon < 0 ? "" : pair.substring(0, colon).trim();
      if (key.isEmpty()) {
        throw new ConfigException("labels= takes k:v;k:v, but '" + pair + "' has no key and colon");
      }
      String value = pair.substring(colon + 1).trim();
      if (key.length() > MAX_CHARS || value.length() > MAX_CHARS) {
        throw new ConfigException("labels= takes at most " + MAX_CHARS + " characters a part");
      }
      labels.put(key, value);
    }
    if (labels.size() > MAX_COUNT) {
      throw new ConfigException("labels= takes at most " + MAX_COUNT + " labels");
    }
    return Collections.unmodifiableMap(labels);
  }
}
