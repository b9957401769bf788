package io.diag.agent.record;

import io.diag.agent.profile.ProfileOrder;
import io.diag.agent.profile.SamplingPlan;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recording in a JVM that the agent profiles anyway: the engine takes its event in beside what it
 * samples always, and its chunks go to the collector and into this recording's file. The engine's
 * calls come on the sampler's thread.
 */
final class OrderedRecording implements Recording, ProfileOrder.Listener {
  /** Half a second until the engine looks for orders, and some for its work. */
  private static final long PATIENCE_MILLIS = 5_000;

  private final String id;
  private final RecordFile file;
  private final RecordedEvent event;
  private final long lengthNanos;
  private final String gap;
  private long beganNanos;
  private SamplingPlan plan;
  private String cutShort;
  private long skipped;
  private boolean ended;
  private boolean unwanted;

  /**
   * @param gap what is not seen of the event on this JVM, or null
   */
  OrderedRecording(String id, RecordFile file, RecordedEvent event, long seconds, String gap) {
    this.id = id;
    this.gap = gap;
    this.file = file;
    this.event = event;
    lengthNanos = seconds * 1_000_000_000L;
  }

  /** For the engine. */
  ProfileOrder order() {
    return new ProfileOrder(event.sampled(), 0, lengthNanos, "recorded from a command line", this);
  }

  /**
   * Waits until it has begun.
   *
   * @throws IOException with the reason if it does not
   */
  synchronized void awaitBegin() throws IOException {
    awaitUntil(System.nanoTime() + PATIENCE_MILLIS * 1_000_000, /* begun= */ true);
    if (plan == null || ended) {
      unwanted = true;
      file.close();
      throw new IOException(
          cutShort != null ? cutShort : "the agent's profiler is off or busy; see status");
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public File path() {
    return file.path();
  }

  @Override
  public synchronized boolean isRunning() {
    return !ended && !unwanted;
  }

  @Override
  public synchronized long secondsLeft() {
    long left = beganNanos + lengthNanos - System.nanoTime();
    return isRunning() ? Math.max(1, left / 1_000_000_000) : 0;
  }

  /** Waits for the end if that is near, so that a recording has the length that was asked for. */
  @Override
  public synchronized void stop() {
    long end = beganNanos + lengthNanos;
    long soon = PATIENCE_MILLIS * 1_000_000;
    if (end - System.nanoTime() < soon / 2) {
      awaitUntil(end + soon / 2, /* begun= */ false);
    }
    unwanted = true;
    awaitUntil(System.nanoTime() + soon, /* begun= */ false);
    file.close();
  }

  @Override
  public synchronized Map<String, String> outcome() {
    Map<String, String> outcome = new LinkedHashMap<>();
    if (cutShort != null) {
      outcome.put("short", cutShort);
    }
    if (skipped > 0) {
      outcome.put("skipped", Long.toString(skipped));
    }
    if (gap != null) {
      outcome.put("note", gap);
    }
    if (plan != null && plan.has(event.sampled())) {
      outcome.put("interval", Long.toString(plan.interval(event.sampled())));
    }
    return outcome;
  }

  @Override
  public synchronized void began(SamplingPlan begun) {
    plan = begun;
    beganNanos = System.nanoTime();
    notifyAll();
  }

  @Override
  public synchronized void chunk(byte[] chunk) {
    try {
      String trouble = file.trouble();
      if (trouble == null) {
        file.append(chunk);
      } else if (cutShort == null) {
        cutShort = trouble;
      }
    } catch (IOException notWritten) {
      cutShort = notWritten.getMessage();
    }
  }

  @Override
  public synchronized void done(long fromMillis, long untilMillis, long samplesSkipped) {
    skipped = samplesSkipped;
    boolean early = untilMillis - fromMillis < lengthNanos / 1_000_000 - PATIENCE_MILLIS;
    if (early && !unwanted && cutShort == null) {
      cutShort = "it reached the size of one chunk";
    }
    end();
  }

  @Override
  public synchronized void failed(String why) {
    cutShort = why;
    end();
  }

  @Override
  public synchronized boolean cancelled() {
    return unwanted || cutShort != null;
  }

  private void end() {
    ended = true;
    notifyAll();
    file.close();
  }

  private void awaitUntil(long nanos, boolean begun) {
    for (long left = nanos - System.nanoTime();
        left > 0 && !ended && !(begun && plan != null);
        left = nanos - System.nanoTime()) {
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException notOurs) {
        // the time decides
      }
    }
  }
}
