package io.diag.agent.profile;

import io.diag.wire.ProfileSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events are sampled and how much one sample of each stands for. Immutable. */
public final class SamplingPlan {
  private final EnumMap<SampledEvent, Long> intervals;

  private SamplingPlan(EnumMap<SampledEvent, Long> intervals) {
    this.intervals = intervals;
  }

  public static SamplingPlan empty() {
    return new SamplingPlan(new EnumMap<>(SampledEvent.class));
  }

  /**
   * @param interval in the event's unit; 0 when each sample says its own
   */
  public SamplingPlan with(SampledEvent event, long interval) {
    EnumMap<SampledEvent, Long> more = new EnumMap<>(intervals);
    more.put(event, interval);
    return new SamplingPlan(more);
  }

  public SamplingPlan without(SampledEvent event) {
    EnumMap<SampledEvent, Long> fewer = new EnumMap<>(intervals);
    fewer.remove(event);
    return new SamplingPlan(fewer);
  }

  public boolean has(SampledEvent event) {
    return intervals.containsKey(event);
  }

  /** In the event's unit; the event must be part of the plan. */
  public long interval(SampledEvent event) {
    return intervals.get(event);
  }

  public Set<SampledEvent> events() {
    return Collections.unmodifiableSet(intervals.keySet());
  }

  public boolean isEmpty() {
    return intervals.isEmpty();
  }

  boolean needsOneChunk() {
    for (SampledEvent event : intervals.keySet()) {
      if (event.needsOneChunk()) {
        return true;
      }
    }
    return false;
  }

  /**
   * As the wire says it.
   *
   * @param totals how much there was of an event by another source; events may be missing
   */
  List<ProfileSpan.Event> describe(Map<SampledEvent, Long> totals) {
    List<ProfileSpan.Event> events = new ArrayList<>();
    for (Map.Entry<SampledEvent, Long> entry : intervals.entrySet()) {
      SampledEvent event = entry.getKey();
      events.add(new ProfileSpan.Event(event.label(), entry.getValue(), totals.get(event)));
    }
    return events;
  }

  /** Whether a profile goes on as it was: locks may be left out for a span, and come back. */
  boolean continues(SamplingPlan before) {
    boolean sameLocks =
        !has(SampledEvent.LOCK)
            || !before.has(SampledEvent.LOCK)
            || interval(SampledEvent.LOCK) == before.interval(SampledEvent.LOCK);
    return sameLocks && without(SampledEvent.LOCK).equals(before.without(SampledEvent.LOCK));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SamplingPlan && intervals.equals(((SamplingPlan) other).intervals);
  }

  @Override
  public int hashCode() {
    return intervals.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<SampledEvent, Long> entry : intervals.entrySet()) {
      text.append(text.length() == 0 ? "" : ", ").append(entry.getKey().label());
      if (entry.getValue() > 0 && !entry.getKey().isTraced()) {
        text.append(" every ").append(amount(entry.getKey(), entry.getValue()));
      }
    }
    return text.length() == 0 ? "nothing" : text.toString();
  }

  private static String amount(SampledEvent event, long interval) {
    if (event.unit().equals("ns")) {
      return interval >= 1_000_000 ? interval / 1_000_000 + " ms" : interval / 1_000 + " us";
    }
    return interval >= 1 << 20 ? (interval >> 20) + " MiB" : (interval >> 10) + " KiB";
  }
}
