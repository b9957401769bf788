package io.diag.collector.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.api.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody asks for, checked.
 *
 * @param arguments a JSON object
 */
record CommandDraft(CommandKind kind, String arguments, long deadlineSeconds) {
  private static final long MIN_SECONDS = 5;
  private static final long MAX_SECONDS = 3_600;

  /** For the way to the agent and back, and for what the command itself does besides waiting. */
  private static final long SPARE_SECONDS = 60;

  private static final Set<String> FIELDS = Set.of("kind", "arguments", "deadlineSeconds");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @throws ProblemException if the body is not one; the detail says why
   */
  static CommandDraft read(byte[] body) {
    Map<String, Object> fields = object(body);
    Set<String> unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw bad(
          "The body has a field '" + unknown.iterator().next() + "'; it takes " + FIELDS + ".");
    }
    CommandKind kind = CommandKind.of(fields.get("kind"));
    Map<String, Object> arguments = kind.checked(arguments(fields.get("arguments")));
    long seconds = CommandKind.seconds(arguments);
    long deadline = deadline(fields.get("deadlineSeconds"), seconds, kind.usualSeconds(arguments));
    try {
      return new CommandDraft(kind, MAPPER.writeValueAsString(arguments), deadline);
    } catch (JsonProcessingException cannotHappen) {
      throw new IllegalStateException("arguments could not be written", cannotHappen);
    }
  }

  /** The object that {@link #arguments()} writes. */
  static Map<String, Object> arguments(String json) {
    return object(json.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked") // JSON's names are strings
  private static Map<String, Object> arguments(Object given) {
    if (given == null) {
      return Map.of();
    }
    if (given instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw bad("'arguments' is not a JSON object.");
  }

  private static long deadline(Object given, long seconds, long usual) {
    if (given == null) {
      return Math.min(MAX_SECONDS, usual + SPARE_SECONDS);
    }
    if (!(given instanceof Long deadline) || deadline < MIN_SECONDS || deadline > MAX_SECONDS) {
      throw bad(
          "'deadlineSeconds' is '"
              + given
              + "'; accepted is a whole number from "
              + MIN_SECONDS
              + " to "
              + MAX_SECONDS
              + ".");
    }
    if (deadline <= seconds) {
      throw bad(
          "'deadlineSeconds' is "
              + deadline
              + ", but the command alone takes "
              + seconds
              + "; give it more.");
    }
    return deadline;
  }

  @SuppressWarnings("unchecked") // JSON's names are strings
  private static Map<String, Object> object(byte[] body) {
    try {
      if (MAPPER.readValue(body, Object.class) instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
    } catch (JsonProcessingException notJson) {
      throw bad("The body is not JSON: " + notJson.getOriginalMessage() + ".");
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("reading from memory failed", cannotHappen);
    }
    throw bad("The body is not a JSON object.");
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(400, "bad-command", "Command not understood", detail);
  }
}
