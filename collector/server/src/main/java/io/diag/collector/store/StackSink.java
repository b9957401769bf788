package io.diag.collector.store;

import java.util.List;

/** Takes what {@link Store#readProfile} finds. */
public interface StackSink {
  /**
   * @param stack from the root to the leaf; valid during the call
   */
  void stack(List<Frame> stack, long samples);

  /** Called for each group of windows with how much CPU time a sample stood for; 0 is unknown. */
  void interval(long nanos);
}
