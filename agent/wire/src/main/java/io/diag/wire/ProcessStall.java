package io.diag.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data of the event {@code stall}: for a while nothing of the whole process ran, so no event
 * loop is to blame. Immutable.
 */
public final class ProcessStall {
  public static final String NAME = "stall";

  private final long startedAtMillis;
  private final double durationMillis;
  private final Double stoppedMillis;
  private final int loops;

  /**
   * @param startedAtMillis by the JVM's clock
   * @param stoppedMillis for how long of it the JVM itself had stopped its threads, as for a
   *     garbage collection; null where it does not tell
   * @param loops how many event loops were within a tick
   */
  public ProcessStall(
      long startedAtMillis, double durationMillis, Double stoppedMillis, int loops) {
    this.startedAtMillis = startedAtMillis;
    this.durationMillis = durationMillis;
    this.stoppedMillis = stoppedMillis;
    this.loops = loops;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  public double durationMillis() {
    return durationMillis;
  }

  /** Null if it is not known. */
  public Double stoppedMillis() {
    return stoppedMillis;
  }

  public int loops() {
    return loops;
  }

  /** Its time is when the stall began. */
  public Event event() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("durationMillis", durationMillis);
    if (stoppedMillis != null) {
      data.put("stoppedMillis", stoppedMillis);
    }
    data.put("loops", (long) loops);
    return new Event(startedAtMillis, NAME, data);
  }

  /**
   * @throws WireException if the data are not those of such an event
   */
  public static ProcessStall of(Event event) throws WireException {
    EventFields fields = new EventFields(event);
    return new ProcessStall(
        event.timeMillis(),
        fields.number("durationMillis"),
        fields.any("stoppedMillis") instanceof Number ? fields.number("stoppedMillis") : null,
        (int) fields.count("loops"));
  }
}
