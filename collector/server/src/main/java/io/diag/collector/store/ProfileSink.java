package io.diag.collector.store;

/** Takes what {@link Store#readProfile} finds, day by day. Values are scaled already. */
public interface ProfileSink {
  /**
   * Called once a day for each frame that its stacks have.
   *
   * @return the sink's own number for it, which stacks then refer to
   */
  int frame(Frame frame);

  /**
   * @param frames as {@link #frame} numbered them, from the root to the leaf; valid during the call
   * @param value what the samples weigh in the event's unit
   */
  void stack(int[] frames, long samples, long value);

  /** All that one thread had, whether its stacks were asked for or not. */
  void thread(String name, long samples, long value);

  /**
   * Called for each group of windows.
   *
   * @param interval what a sample stands for in the event's unit; 0 when it is not known or differs
   */
  void interval(long interval);

  /**
   * An item that overlaps the range, in the order of time.
   *
   * @param samples that it had of all events
   * @param scaled whether those of the event asked for were scaled up
   */
  void span(ProfileCoverage span, long samples, boolean scaled);
}
