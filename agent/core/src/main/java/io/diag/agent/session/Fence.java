package io.diag.agent.session;

import io.diag.wire.FeatureState;
import java.util.function.Consumer;

/**
 * Runs one feature so that nothing it throws goes further. A feature that fails is stopped,
 * reported, and started anew after a pause that doubles: most failures (no memory, no file handle)
 * pass. A stop that fails is tried again before the next start, and at the end. One that is off by
 * its own word stays off. The sampler's thread, but for {@link #state}.
 */
final class Fence {
  /** Ticks are five seconds: from at once to five minutes. */
  private static final int LONGEST_PAUSE_TICKS = 60;

  private final Feature feature;
  private final Consumer<String> log;
  private volatile FeatureState state;
  private boolean running;
  private boolean resting;
  private boolean failed;
  private boolean stopOwed;
  private int pauseTicks = 1;
  private int ticksToRetry;

  Fence(Feature feature, Consumer<String> log) {
    this.feature = feature;
    this.log = log;
    state = FeatureState.off(feature.name(), "not started yet");
  }

  /** Any thread. */
  FeatureState state() {
    return state;
  }

  void start() {
    if (stopOwed) {
      end(feature::stop);
    }
    try {
      failed = false;
      running = true;
      resting = false;
      become(feature.start());
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  boolean reads() {
    return feature.reads();
  }

  boolean urgent() {
    return running && feature.urgent();
  }

  void tick(boolean ending) {
    if (failed && !ending && --ticksToRetry <= 0) {
      start();
      return;
    }
    if (!running) {
      return;
    }
    try {
      become(feature.tick(ending));
      pauseTicks = 1;
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /** Has the feature do its last piece of work and stop, until it is started again. */
  void rest(String why) {
    tick(true);
    if (running) {
      running = false;
      resting = true;
      end(feature::rest);
    }
    failed = false;
    state = FeatureState.off(feature.name(), why);
  }

  void stop() {
    if (running || resting || stopOwed) {
      running = false;
      resting = false;
      end(feature::stop);
    }
  }

  private void end(Ending ending) {
    try {
      stopOwed = true;
      ending.run();
      stopOwed = false;
    } catch (Throwable failure) {
      say(feature.name() + " did not stop cleanly: " + failure.getMessage());
    }
  }

  private interface Ending {
    void run() throws Exception;
  }

  private void become(FeatureState next) {
    boolean changed = !next.equals(state);
    state = next;
    if (next.status() != FeatureState.Status.ON) {
      if (changed) {
        say(next.toString());
      }
      stop();
    }
  }

  /** The flags come first: without memory even the report of a failure may fail. */
  private void fail(Throwable failure) {
    failed = true;
    ticksToRetry = pauseTicks;
    pauseTicks = Math.min(LONGEST_PAUSE_TICKS, pauseTicks * 2);
    stop();
    try {
      become(FeatureState.failed(feature.name(), reason(failure)));
    } catch (Throwable noMemoryToSayIt) {
      // tried again with the next tick
    }
  }

  private void say(String line) {
    try {
      log.accept(line);
    } catch (Throwable notSaid) {
      // what is not said is still in the state
    }
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty() ? failure.toString() : message;
  }
}
