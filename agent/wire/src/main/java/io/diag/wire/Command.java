package io.diag.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Something a person asks of one JVM, as the collector hands it to the agent. Immutable. */
public final class Command {
  private final String id;
  private final String kind;
  private final Map<String, Object> arguments;
  private final long deadlineMillis;
  private final boolean cancel;

  /**
   * @param arguments strings, booleans, longs and doubles by name
   * @param deadlineMillis by the collector's clock
   * @param cancel whether it is to be given up
   */
  public Command(
      String id, String kind, Map<String, ?> arguments, long deadlineMillis, boolean cancel) {
    this.id = Objects.requireNonNull(id, "id");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    this.deadlineMillis = deadlineMillis;
    this.cancel = cancel;
  }

  /** Never used twice. */
  public String id() {
    return id;
  }

  /** As in {@code class-histogram}. */
  public String kind() {
    return kind;
  }

  public Map<String, Object> arguments() {
    return arguments;
  }

  /** Epoch milliseconds by the collector's clock. */
  public long deadlineMillis() {
    return deadlineMillis;
  }

  /** Whether it is to be given up if it runs, and not begun if it does not. */
  public boolean cancel() {
    return cancel;
  }
}
