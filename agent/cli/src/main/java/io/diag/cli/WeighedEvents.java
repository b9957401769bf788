package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
import one.jfr.JfrReader;
import one.jfr.event.Event;
import one.jfr.event.EventAggregator;
import one.jfr.event.EventCollector;

/**
 * Sums events of one stack by what they stand for, in nanoseconds or bytes. A sampler that takes an
 * event each time a counter passes its interval sees small ones rarely; each of those it sees
 * stands for the whole interval.
 */
final class WeighedEvents implements EventCollector {
  private final JfrReader jfr;
  private final RecordedEvent kind;
  private final EventAggregator sums;

  WeighedEvents(JfrReader jfr, RecordedEvent kind) {
    this.jfr = jfr;
    this.kind = kind;
    sums = new EventAggregator(/* threads= */ false, /* grain= */ 0);
  }

  @Override
  public void collect(Event event) {
    sums.collect(event, event.samples(), weight(event));
  }

  @Override
  public void beforeChunk() {
    sums.beforeChunk();
  }

  @Override
  public void afterChunk() {
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

  private long weight(Event event) {
    switch (kind) {
      case CPU:
      case WALL:
        return event.samples() * kind.interval();
      case LOCK:
        return Math.max((long) (event.value() * jfr.nanosPerTick), kind.interval());
      default:
        return Math.max(event.value(), kind.interval());
    }
  }
}
