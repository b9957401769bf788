package io.diag.cli;

import one.jfr.JfrReader;
import one.jfr.event.Event;
import one.jfr.event.EventAggregator;
import one.jfr.event.EventCollector;

/** Sums the events of one stack by what they stand for. */
final class WeighedEvents implements EventCollector {
  private final JfrReader jfr;
  private final EventWeights weights;
  private final EventAggregator sums;

  WeighedEvents(JfrReader jfr, EventWeights weights) {
    this.jfr = jfr;
    this.weights = weights;
    sums = new EventAggregator(/* threads= */ false, /* grain= */ 0);
  }

  @Override
  public void collect(Event event) {
    sums.collect(event, event.samples(), weights.of(event, jfr));
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
}
