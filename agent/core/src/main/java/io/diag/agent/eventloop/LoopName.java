package io.diag.agent.eventloop;

/**
 * What a loop is called by its thread's name, of which nobody knows what is in it: short, in one
 * line, and never empty.
 */
final class LoopName {
  private static final int MAX_CHARS = 120;

  private LoopName() {}

  /**
   * @param rotates whether it goes from thread to thread; numbers become {@code *} then
   */
  static String of(String threadName, boolean rotates) {
    String name = threadName.substring(0, Math.min(MAX_CHARS, threadName.length()));
    // half of a pair cannot be sent; the cut may have made one
    name = name.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").trim();
    name = rotates ? name.replaceAll("\\d+", "*") : name;
    return name.isEmpty() ? "unnamed" : name;
  }
}
