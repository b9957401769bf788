package io.diag.agent.thread;

import io.diag.agent.session.Feature;
import io.diag.wire.DeadlockEvent;
import io.diag.wire.Event;
import io.diag.wire.FeatureState;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells of deadlocks: of each once when it is new, and once when it is gone; more often on demand.
 * The JVM stands still while it is asked, so it is asked at most every ten seconds and for a
 * thousandth of the time.
 */
public final class DeadlockWatch implements Feature {
  static final long SHORTEST_PAUSE_NANOS = 10_000_000_000L;
  static final long LONGEST_PAUSE_NANOS = 600_000_000_000L;

  /** A pause is so many times as long as the question before it took. */
  private static final long PAUSE_FACTOR = 1_000;

  private final Supplier<Map<String, DeadlockEvent>> finder;
  private final Consumer<Event> events;
  private final LongSupplier nanoTime;
  private final LongSupplier currentMillis;
  private Map<String, DeadlockEvent> known = Collections.emptyMap();
  private volatile boolean again;
  private long askedAtNanos;
  private long pauseNanos;

  /**
   * @param events takes what is to be sent
   * @param nanoTime a monotonic clock in nanoseconds
   * @param currentMillis epoch milliseconds
   */
  public DeadlockWatch(Consumer<Event> events, LongSupplier nanoTime, LongSupplier currentMillis) {
    this(new DeadlockFinder()::find, events, nanoTime, currentMillis);
  }

  /**
   * @param finder the circles there are, by their ids, or null when it could not tell
   */
  DeadlockWatch(
      Supplier<Map<String, DeadlockEvent>> finder,
      Consumer<Event> events,
      LongSupplier nanoTime,
      LongSupplier currentMillis) {
    this.finder = finder;
    this.events = events;
    this.nanoTime = nanoTime;
    this.currentMillis = currentMillis;
  }

  @Override
  public String name() {
    return "deadlocks";
  }

  @Override
  public FeatureState start() {
    try {
      look();
      return FeatureState.on(name());
    } catch (UnsupportedOperationException | LinkageError | SecurityException unable) {
      return FeatureState.off(name(), "this JVM cannot look for deadlocks: " + unable.getMessage());
    }
  }

  /** Has those that are there told once more, to somebody who listens only now. Any thread. */
  public void tellAgain() {
    again = true;
  }

  @Override
  public FeatureState tick(boolean ending) {
    if (again) {
      again = false;
      long now = currentMillis.getAsLong();
      known.values().forEach(circle -> events.accept(circle.found(now)));
    }
    if (!ending && nanoTime.getAsLong() - askedAtNanos >= pauseNanos) {
      look();
    }
    return FeatureState.on(name());
  }

  @Override
  public void stop() {
    known = Collections.emptyMap();
  }

  private void look() {
    long before = nanoTime.getAsLong();
    Map<String, DeadlockEvent> found = finder.get();
    askedAtNanos = nanoTime.getAsLong();
    pauseNanos =
        Math.max(
            SHORTEST_PAUSE_NANOS,
            Math.min(LONGEST_PAUSE_NANOS, PAUSE_FACTOR * (askedAtNanos - before)));
    if (found != null) {
      tell(found);
    }
  }

  private void tell(Map<String, DeadlockEvent> found) {
    long now = currentMillis.getAsLong();
    for (Map.Entry<String, DeadlockEvent> circle : found.entrySet()) {
      if (!known.containsKey(circle.getKey())) {
        events.accept(circle.getValue().found(now));
      }
    }
    for (String id : known.keySet()) {
      if (!found.containsKey(id)) {
        events.accept(DeadlockEvent.gone(now, id));
      }
    }
    known = new HashMap<>(found);
  }
}
