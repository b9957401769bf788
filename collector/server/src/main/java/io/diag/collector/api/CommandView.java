package io.diag.collector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.diag.collector.store.CommandRecord;

/** A command as the API shows it; the fields are described in {@code openapi.json}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CommandView(
    String id,
    String jvm,
    String kind,
    @JsonRawValue String arguments,
    String state,
    Double progress,
    String message,
    @JsonRawValue String result,
    long createdAt,
    long changedAt,
    long deadline) {
  /**
   * @param result a JSON object, or null
   */
  static CommandView of(CommandRecord stored, String result, long nowMillis) {
    CommandRecord command = stored.at(nowMillis);
    return new CommandView(
        command.id(),
        command.jvmId(),
        command.kind(),
        command.arguments(),
        command.state().label(),
        command.progress(),
        command.message(),
        result,
        command.createdAtMillis(),
        command.changedAtMillis(),
        command.deadlineMillis());
  }
}
