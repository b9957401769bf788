package io.diag.collector.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which span of time one profile item covers and how it was sampled.
 *
 * @param fromMillis epoch milliseconds, or null when the sender did not say
 * @param toMillis the item's own time
 * @param events what was sampled
 * @param skipped samples of all events that were due and left out
 * @param seam why sampling began or changed at the start of the span, or null when it went on
 */
public record ProfileCoverage(
    Long fromMillis, long toMillis, Map<ProfileEvent, Sampling> events, long skipped, String seam) {

  /**
   * How one event was sampled.
   *
   * @param interval what a sample stands for in the event's unit; 0 when each says its own
   * @param total how much there was in the span by another source, or null
   */
  public record Sampling(long interval, Long total) {}

  public ProfileCoverage {
    Map<ProfileEvent, Sampling> copy = new EnumMap<>(ProfileEvent.class);
    copy.putAll(events);
    events = Map.copyOf(copy);
  }

  /** An item of a sender that samples CPU only and does not say when it began. */
  public static ProfileCoverage ofCpu(long toMillis, long intervalNanos) {
    Sampling cpu = new Sampling(intervalNanos, null);
    return new ProfileCoverage(null, toMillis, Map.of(ProfileEvent.CPU, cpu), 0, null);
  }

  /** What a sample of an event stands for; 0 when it is not known or each says its own. */
  public long interval(ProfileEvent event) {
    Sampling sampling = events.get(event);
    return sampling == null ? 0 : sampling.interval();
  }

  /**
   * By how much the samples of an event weigh less than what there was. 1 when nothing was left out
   * or nobody knows how much there was; never below 1, for both sources err.
   *
   * @param sampled what the samples weigh together
   */
  public double scale(ProfileEvent event, long sampled) {
    Sampling sampling = events.get(event);
    boolean known = sampling != null && sampling.total() != null && sampled > 0;
    return skipped > 0 && known ? Math.max(1, (double) sampling.total() / sampled) : 1;
  }
}
