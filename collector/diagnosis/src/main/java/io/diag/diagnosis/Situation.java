package io.diag.diagnosis;

import java.util.Collection;
import java.util.List;

/** What is known of one JVM at one moment: all that a {@link Rule} may look at. */
public final class Situation {
  /** Nothing heard for so long says nothing about now. */
  private static final long STALE_MILLIS = 60_000;

  private final long nowMillis;
  private final Presence presence;
  private final SeriesWindow series;
  private final List<Deadlock> deadlocks;

  /**
   * @param nowMillis by the clock of whoever judges
   * @param series not to be changed while it is judged
   * @param deadlocks those that were seen, and those that are known to be gone
   */
  public Situation(
      long nowMillis, Presence presence, SeriesWindow series, Collection<Deadlock> deadlocks) {
    this.nowMillis = nowMillis;
    this.presence = presence;
    this.series = series;
    this.deadlocks = Lists.copy(deadlocks);
  }

  public long nowMillis() {
    return nowMillis;
  }

  public Presence presence() {
    return presence;
  }

  public SeriesWindow series() {
    return series;
  }

  public List<Deadlock> deadlocks() {
    return deadlocks;
  }

  /** Whether the readings tell of now, and of most of so many milliseconds before. */
  public boolean knows(long spanMillis) {
    return presence.silentMillis() < STALE_MILLIS
        && !series.catchingUp()
        && series.knownMillis(spanMillis) >= spanMillis * 4 / 5;
  }
}
