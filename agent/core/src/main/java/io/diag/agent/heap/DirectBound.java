package io.diag.agent.heap;

/** The most that direct buffers may take together. Does not change while a JVM runs. */
public final class DirectBound {
  private DirectBound() {}

  /**
   * In bytes: the option {@code MaxDirectMemorySize}, or the most the heap may grow to where that
   * is not set. Null where the JVM does not tell. Any thread.
   */
  public static Long bytes() {
    try {
      long option = Long.parseLong(new HotSpotFlags().get("MaxDirectMemorySize"));
      return option > 0 ? option : Runtime.getRuntime().maxMemory();
    } catch (RuntimeException | LinkageError otherVm) {
      return null;
    }
  }
}
