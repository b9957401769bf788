package io.diag.cli;

import java.util.HashMap;
import java.util.Map;
import one.jfr.JfrReader;
import one.jfr.event.Event;
import one.jfr.event.EventAggregator;
import one.jfr.event.EventCollector;

/** Sums the events of one stack by what they stand for. */
final class WeighedEvents implements EventCollector {
  private final JfrReader jfr;
  private final EventWeights weights;
  private final EventAggregator sums;
  private final boolean firstsAreLeftOut;

  /** Of each thread the first event of the present chunk, or null if that was in one before. */
  private final Map<Integer, Event> firsts = new HashMap<>();

  /**
   * @param firstsAreLeftOut whether the first event of a thread stands for all since its start, as
   *     an allocation does that JFR sampled
   */
  WeighedEvents(JfrReader jfr, EventWeights weights, boolean firstsAreLeftOut) {
    this.jfr = jfr;
    this.weights = weights;
    this.firstsAreLeftOut = firstsAreLeftOut;
    sums = new EventAggregator(/* threads= */ false, /* grain= */ 0);
  }

  @Override
  public void collect(Event event) {
    Event counted = firstsAreLeftOut ? afterFirst(event) : event;
    if (counted != null) {
      sums.collect(counted, counted.samples(), weights.of(counted, jfr));
    }
  }

  /** What can be counted now that this one is known; null if it may be its thread's first. */
  private Event afterFirst(Event event) {
    if (!firsts.containsKey(event.tid)) {
      firsts.put(event.tid, event);
      return null;
    }
    Event first = firsts.get(event.tid);
    if (first == null || first.time <= event.time) {
      return event;
    }
    firsts.put(event.tid, event);
    return first;
  }

  @Override
  public void beforeChunk() {
    sums.beforeChunk();
  }

  @Override
  public void afterChunk() {
    firsts.replaceAll((thread, first) -> null); // chunks are in order
    sums.afterChunk();
  }

  @Override
  public boolean finish() {
    return sums.finish();
  }

  @Override
  public void forEach(Visitor visitor) {
    sums.forEach(visitor);
  }
}
