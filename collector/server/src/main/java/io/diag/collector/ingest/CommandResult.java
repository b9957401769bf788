package io.diag.collector.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.api.ProblemException;
import java.util.Map;

/** A command's result as it is kept: JSON of a bounded length. */
final class CommandResult {
  private static final int MAX_CHARS = 1 << 20;
  private static final JsonMapper MAPPER = new JsonMapper();

  private CommandResult() {}

  /**
   * @throws ProblemException if it is too long
   */
  static String json(Map<String, Object> result) {
    try {
      String json = MAPPER.writeValueAsString(result);
      if (json.length() > MAX_CHARS) {
        throw new ProblemException(
            422,
            "limit",
            "Beyond a limit",
            "In the body 'result' is longer than " + MAX_CHARS + " characters; send less.");
      }
      return json;
    } catch (JsonProcessingException cannotHappen) {
      throw new IllegalStateException("a result could not be written", cannotHappen);
    }
  }
}
