package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * An RFC 9457 problem.
 *
 * @param type a stable word for programs, {@code urn:diag:...}
 * @param detail what was wrong here and what to do
 */
public record Problem(String type, String title, int status, String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String TYPE_PREFIX = "urn:diag:";

  /**
   * @param word what comes after {@code urn:diag:}
   */
  public static Problem of(int status, String word, String title, String detail) {
    return new Problem(TYPE_PREFIX + word, title, status, detail);
  }

  /** UTF-8 JSON. */
  public byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException cannotHappen) {
      throw new IllegalStateException("a problem could not be written", cannotHappen);
    }
  }
}
