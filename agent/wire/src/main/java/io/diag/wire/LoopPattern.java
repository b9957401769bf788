package io.diag.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data of the event {@code loop-pattern}: within a span of time an event loop waited again and
 * again, each time for too short to be an episode. Immutable.
 */
public final class LoopPattern {
  public static final String NAME = "loop-pattern";

  private final long loopId;
  private final String loopName;
  private final long startedAtMillis;
  private final double spanMillis;
  private final String blamed;
  private final Long count;
  private final double totalMillis;
  private final StackTree stack;

  /**
   * @param blamed {@code pkg.Class.method}, or null if it is not known
   * @param count how often its thread waited, or null where the JVM does not tell
   * @param totalMillis how long together, by samples of its state
   */
  public LoopPattern(
      long loopId,
      String loopName,
      long startedAtMillis,
      double spanMillis,
      String blamed,
      Long count,
      double totalMillis,
      StackTree stack) {
    this.loopId = loopId;
    this.loopName = loopName;
    this.startedAtMillis = startedAtMillis;
    this.spanMillis = spanMillis;
    this.blamed = blamed;
    this.count = count;
    this.totalMillis = totalMillis;
    this.stack = stack;
  }

  public long loopId() {
    return loopId;
  }

  public String loopName() {
    return loopName;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  public double spanMillis() {
    return spanMillis;
  }

  /** Null if it is not known. */
  public String blamed() {
    return blamed;
  }

  /** Null if it is not known. */
  public Long count() {
    return count;
  }

  public double totalMillis() {
    return totalMillis;
  }

  /** Not to be changed. */
  public StackTree stack() {
    return stack;
  }

  /** Its time is when the span began. */
  public Event event() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("loop", loopId);
    data.put("name", loopName);
    data.put("spanMillis", spanMillis);
    if (blamed != null) {
      data.put("blamed", blamed);
    }
    if (count != null) {
      data.put("count", count);
    }
    data.put("totalMillis", totalMillis);
    data.put("samples", stack.samples());
    data.put("stack", stack.rows());
    return new Event(startedAtMillis, NAME, data);
  }

  /**
   * @throws WireException if the data are not those of such an event
   */
  public static LoopPattern of(Event event) throws WireException {
    EventFields fields = new EventFields(event);
    return new LoopPattern(
        (long) fields.number("loop"),
        fields.text("name"),
        event.timeMillis(),
        fields.number("spanMillis"),
        fields.textOrNull("blamed"),
        fields.any("count") instanceof Number ? fields.count("count") : null,
        fields.number("totalMillis"),
        StackTree.of(fields.count("samples"), fields.any("stack")));
  }
}
