package io.diag.agent.eventloop.episode;

/** One look at a thread: what it does and, if it waits for a lock, who holds that. Immutable. */
final class ThreadLook {
  private static final StackTraceElement[] NO_STACK = {};

  private final Thread.State state;
  private final StackTraceElement[] stack;
  private final String lock;
  private final long holderId;
  private final String holder;
  private final long waits;

  /**
   * @param stack the innermost frame first
   * @param lock what it waits for, or null
   * @param holderId of the thread that holds it, or -1
   * @param holder the name of that thread, or null
   * @param waits how often it has waited or stood at a lock since it began, or -1
   */
  ThreadLook(
      Thread.State state,
      StackTraceElement[] stack,
      String lock,
      long holderId,
      String holder,
      long waits) {
    this.state = state;
    this.stack = stack == null ? NO_STACK : stack;
    this.lock = lock;
    this.holderId = holderId;
    this.holder = holder;
    this.waits = waits;
  }

  Thread.State state() {
    return state;
  }

  /** Not to be changed. */
  StackTraceElement[] stack() {
    return stack;
  }

  String lock() {
    return lock;
  }

  long holderId() {
    return holderId;
  }

  String holder() {
    return holder;
  }

  long waits() {
    return waits;
  }

  /** Whether it has asked for a garbage collection and waits for its end. */
  boolean isCollecting() {
    return stack.length > 0
        && stack[0].getMethodName().equals("gc")
        && stack[0].getClassName().equals("java.lang.Runtime");
  }

  /** Whether it is in native code, as in a system call, and neither parked nor asleep. */
  boolean isInNative() {
    return state == Thread.State.RUNNABLE && stack.length > 0 && stack[0].isNativeMethod();
  }
}
