package io.diag.agent.session;

import io.diag.wire.FeatureState;
import java.util.function.Consumer;

/**
 * Runs one feature so that nothing it throws goes further: a feature that fails is stopped,
 * reported once, and left alone from then on.
 */
final class Fence {
  private final Feature feature;
  private final Consumer<String> log;
  private volatile FeatureState state;
  private boolean stopped;

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
    try {
      become(feature.start());
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  void tick(boolean ending) {
    if (state.status() != FeatureState.Status.ON) {
      return;
    }
    try {
      become(feature.tick(ending));
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      feature.stop();
    } catch (Throwable failure) {
      log.accept(feature.name() + " did not stop cleanly: " + reason(failure));
    }
  }

  private void become(FeatureState next) {
    if (!next.equals(state) && next.status() != FeatureState.Status.ON) {
      log.accept(next.toString());
    }
    state = next;
    if (next.status() != FeatureState.Status.ON) {
      stop();
    }
  }

  private void fail(Throwable failure) {
    become(FeatureState.failed(feature.name(), reason(failure)));
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty() ? failure.toString() : message;
  }
}
