package io.diag.agent.record;

import io.diag.agent.profile.SampledEvent;
import io.diag.agent.profile.SamplingPlan;

/**
 * What a recording on request can hold, and how densely it is taken. A recording lasts minutes at
 * most and somebody waits for it, so it may be denser than what runs all the time.
 */
public enum RecordedEvent {
  /** Every 10 ms of CPU time of a thread. */
  CPU(SampledEvent.CPU, 10_000_000),
  /** Every thread every 19 ms, running or not: out of step with what happens every so many tens. */
  WALL(SampledEvent.WALL, 19_000_000),
  /** Every 256 KiB allocated in the heap. */
  ALLOC(SampledEvent.ALLOC, 256 << 10),
  /** Waits for monitors and locks; short ones are sampled every 10 microseconds of waiting. */
  LOCK(SampledEvent.LOCK, 10_000),
  /** Every 512 KiB allocated in the heap that is still alive at the end. */
  LIVE(SampledEvent.LIVE, 512 << 10),
  /** Every 64 KiB taken with malloc, and everything given back. */
  NATIVEMEM(SampledEvent.NATIVEMEM, 64 << 10),
  /** Every platform thread that is started. */
  THREADSTART(SampledEvent.THREADSTART, 1),
  /** Every class that a class loader makes. */
  CLASSLOAD(SampledEvent.CLASSLOAD, 1),
  /** Every file that is mapped. */
  FILEMAP(SampledEvent.FILEMAP, 1);

  private final SampledEvent sampled;
  private final long interval;

  RecordedEvent(SampledEvent sampled, long interval) {
    this.sampled = sampled;
    this.interval = interval;
  }

  /** The event of that name as a user writes it, or null. */
  public static RecordedEvent of(String label) {
    for (RecordedEvent event : values()) {
      if (event.label().equals(label)) {
        return event;
      }
    }
    return null;
  }

  /** As in {@code cpu}. */
  public String label() {
    return sampled.label();
  }

  /** What one sample stands for at least, in the unit. */
  public long interval() {
    return interval;
  }

  /** Of what is recorded: {@code ns}, {@code By} or what is counted, as in {@code {thread}}. */
  public String unit() {
    return sampled.unit();
  }

  /** Whether each one counts for one, whatever it takes. */
  public boolean isCounted() {
    return sampled.isTraced();
  }

  SampledEvent sampled() {
    return sampled;
  }

  SamplingPlan plan() {
    return SamplingPlan.empty().with(sampled, interval);
  }
}
