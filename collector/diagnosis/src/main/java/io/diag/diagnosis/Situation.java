package io.diag.diagnosis;

import io.diag.diagnosis.growth.MemoryHistory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of one JVM at one moment: all that a {@link Rule} may look at. */
public final class Situation {
  /** Nothing heard for so long says nothing about now. */
  private static final long STALE_MILLIS = 60_000;

  private final long nowMillis;
  private final Presence presence;
  private final SeriesWindow series;
  private final List<Deadlock> deadlocks;
  private final List<LoopBlock> loopBlocks;
  private final Map<String, GrowthOrigin> growthOrigins;

  /**
   * @param nowMillis by the clock of whoever judges
   * @param series not to be changed while it is judged
   * @param deadlocks those that were seen, and those that are known to be gone
   * @param loopBlocks of the last hours
   * @param growthOrigins what was recorded of what grows, by the rule that found the growth
   */
  public Situation(
      long nowMillis,
      Presence presence,
      SeriesWindow series,
      Collection<Deadlock> deadlocks,
      Collection<LoopBlock> loopBlocks,
      Map<String, GrowthOrigin> growthOrigins) {
    this.nowMillis = nowMillis;
    this.presence = presence;
    this.series = series;
    this.deadlocks = Lists.copy(deadlocks);
    this.loopBlocks = Lists.copy(loopBlocks);
    this.growthOrigins = new HashMap<>(growthOrigins);
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

  /** What the memory was made of, over hours. */
  public MemoryHistory memory() {
    return series.memory();
  }

  public List<Deadlock> deadlocks() {
    return deadlocks;
  }

  /** What was recorded of what a rule found to grow, or null where nothing was. */
  public GrowthOrigin growthOrigin(String rule) {
    return growthOrigins.get(rule);
  }

  /** When event loops were blocked, in the order in which that was told. */
  public List<LoopBlock> loopBlocks() {
    return loopBlocks;
  }

  /** Whether the readings tell of now, and of most of so many milliseconds before. */
  public boolean knows(long spanMillis) {
    return presence.silentMillis() < STALE_MILLIS
        && !series.catchingUp()
        && series.knownMillis(spanMillis) >= spanMillis * 4 / 5;
  }
}
