package io.diag.agent.session;

import io.diag.wire.FeatureState;

/**
 * Something the agent does. Called on the sampler's thread only; whatever it throws switches it off
 * and is reported, and the rest goes on.
 */
public interface Feature {
  String name();

  /**
   * Starts. Returns on, or off with a reason if this JVM does not offer what it needs.
   *
   * @throws Exception if it should have worked and did not
   */
  FeatureState start() throws Exception;

  /**
   * Does its next piece of work, once every interval while it is on. Returns its new state, most
   * often the same.
   *
   * @param ending whether this is the last call before {@link #stop}
   * @throws Exception if it cannot go on
   */
  FeatureState tick(boolean ending) throws Exception;

  /** Whether its next tick is wanted within half a second and not at the next interval. */
  default boolean urgent() {
    return false;
  }

  /**
   * Whether its ticks do nothing but add to the sample: then it has one only when a sample is
   * taken, and that may be more seldom.
   */
  default boolean reads() {
    return false;
  }

  /**
   * Stops for a while, because the agent is paused: gives back what costs anything meanwhile. Then
   * comes {@link #start} or {@link #stop}.
   *
   * @throws Exception if something could not be given back
   */
  default void rest() throws Exception {
    stop();
  }

  /**
   * Gives back everything it took. Called once, even after a failure.
   *
   * @throws Exception if something could not be given back
   */
  void stop() throws Exception;
}
