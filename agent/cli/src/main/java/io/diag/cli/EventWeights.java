package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
import one.jfr.JfrReader;
import one.jfr.event.Event;

/**
 * What an event of a recording stands for, in the unit of what is recorded. A sampler that takes an
 * event each time a counter passes its interval sees small ones rarely; each of those it sees
 * stands for the whole interval. Immutable.
 */
final class EventWeights {
  private final RecordedEvent event;
  private final long interval;

  /**
   * @param interval what one sample stands for at least
   */
  EventWeights(RecordedEvent event, long interval) {
    this.event = event;
    this.interval = interval;
  }

  RecordedEvent event() {
    return event;
  }

  long of(Event sample, JfrReader jfr) {
    switch (event) {
      case CPU:
      case WALL:
        return sample.samples() * interval;
      case LOCK:
        return Math.max((long) (sample.value() * jfr.nanosPerTick), interval);
      case ALLOC:
        return sample.value(); // the sampler counts small ones for the whole interval itself
      case LIVE:
        return ofSampled(sample.value());
      case NATIVEMEM:
        return Math.max(sample.value(), interval);
      case THREADSTART:
      case CLASSLOAD:
      case FILEMAP:
        return sample.samples();
    }
    throw new IllegalArgumentException("no weight for " + event);
  }

  /**
   * How much an object stands for that the JVM chose at distances that are distributed
   * exponentially around the interval.
   */
  private long ofSampled(long size) {
    return size <= 0 ? interval : Math.round(size / -Math.expm1(-(double) size / interval));
  }
}
