package io.diag.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/**
 * The agent's answer about its state as JSON: {@code features} as a list, {@code items} as numbers,
 * everything else under the name and as the text that the agent gave it.
 */
final class StatusJson {
  private static final String FEATURE = "feature.";
  private static final String ITEMS = "items.";

  private StatusJson() {}

  static String off(long pid) {
    return Json.of(
        out -> {
          out.writeStartObject();
          out.writeNumberField("pid", pid);
          out.writeBooleanField("on", false);
          out.writeEndObject();
        });
  }

  static String on(long pid, Map<String, String> reply) {
    return Json.of(
        out -> {
          out.writeStartObject();
          out.writeNumberField("pid", pid);
          out.writeBooleanField("on", true);
          for (Map.Entry<String, String> entry : reply.entrySet()) {
            if (entry.getKey().equals("since")) {
              out.writeNumberField("since", Long.parseLong(entry.getValue()));
            } else if (!entry.getKey().startsWith(FEATURE) && !entry.getKey().startsWith(ITEMS)) {
              out.writeStringField(entry.getKey(), entry.getValue());
            }
          }
          items(reply, out);
          features(reply, out);
          out.writeEndObject();
        });
  }

  private static void items(Map<String, String> reply, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("items");
    for (Map.Entry<String, String> entry : reply.entrySet()) {
      if (entry.getKey().startsWith(ITEMS)) {
        out.writeNumberField(
            entry.getKey().substring(ITEMS.length()), Long.parseLong(entry.getValue()));
      }
    }
    out.writeEndObject();
  }

  private static void features(Map<String, String> reply, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("features");
    for (Map.Entry<String, String> entry : reply.entrySet()) {
      if (entry.getKey().startsWith(FEATURE)) {
        String[] state = entry.getValue().split(" ", 2);
        out.writeStartObject();
        out.writeStringField("name", entry.getKey().substring(FEATURE.length()));
        out.writeStringField("state", state[0]);
        if (state.length > 1) {
          out.writeStringField("reason", state[1]);
        }
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }
}
