package io.diag.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One time that an event loop was blocked. Immutable. */
public final class LoopBlock {
  private final String loopId;
  private final String loopName;
  private final long startedAtMillis;
  private final double durationMillis;
  private final String blamed;
  private final Map<String, Double> millis;

  /**
   * @param loopId as the series of the loop have it in {@code diag.loop.id}
   * @param startedAtMillis by the clock of whoever judges
   * @param blamed {@code pkg.Class.method}, or an empty text if it is not known
   * @param millis what the time was spent on, as far as it is known
   */
  public LoopBlock(
      String loopId,
      String loopName,
      long startedAtMillis,
      double durationMillis,
      String blamed,
      Map<String, Double> millis) {
    this.loopId = Objects.requireNonNull(loopId, "loopId");
    this.loopName = Objects.requireNonNull(loopName, "loopName");
    this.startedAtMillis = startedAtMillis;
    this.durationMillis = durationMillis;
    this.blamed = Objects.requireNonNull(blamed, "blamed");
    this.millis = Collections.unmodifiableMap(new LinkedHashMap<>(millis));
  }

  public String loopId() {
    return loopId;
  }

  public String loopName() {
    return loopName;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  public double durationMillis() {
    return durationMillis;
  }

  /** When it was over, or was last told to go on. */
  public long endedAtMillis() {
    return startedAtMillis + Math.round(durationMillis);
  }

  /** Whether it is the same block as another, of which one tells more than the other. */
  public boolean isSameAs(LoopBlock other) {
    return loopId.equals(other.loopId) && startedAtMillis == other.startedAtMillis;
  }

  /** Empty if it is not known. */
  public String blamed() {
    return blamed;
  }

  public Map<String, Double> millis() {
    return millis;
  }
}
