package io.diag.diagnosis.code;

/** What grows, of which a recording tells whose code takes it. */
public enum GrowingMemory {
  HEAP("heap-leak", "live"),
  DIRECT("direct-buffer-growth", "nativemem"),
  NETTY("netty-growth", "nativemem"),
  NATIVE("native-growth", "nativemem"),
  THREADS("thread-growth", "threadstart"),
  METASPACE("metaspace-growth", "classload"),
  /** Where code grows, classes do whose methods are compiled. */
  CODE("code-cache-growth", "classload"),
  MAPPED("mapped-growth", "filemap");

  private final String rule;
  private final String event;

  /**
   * @param rule that finds the growth
   * @param event what is to be recorded, as the wire and the command line call it
   */
  GrowingMemory(String rule, String event) {
    this.rule = rule;
    this.event = event;
  }

  /** What this rule finds to grow; null where no recording tells anything. */
  public static GrowingMemory ofRule(String rule) {
    for (GrowingMemory each : values()) {
      if (each.rule.equals(rule)) {
        return each;
      }
    }
    return null;
  }

  /** That finds the growth. */
  public String rule() {
    return rule;
  }

  /** What is to be recorded, as the wire and the command line call it. */
  public String event() {
    return event;
  }

  /**
   * Whether a stack of the event is about this kind of memory: all native memory comes in one.
   *
   * @param directBuffer whether it makes a buffer of the JDK's pool
   * @param netty whether it is in Netty's buffers
   */
  boolean covers(boolean directBuffer, boolean netty) {
    switch (this) {
      case DIRECT:
        return directBuffer;
      case NETTY:
        return netty && !directBuffer;
      case NATIVE:
        return !netty && !directBuffer;
      default:
        return true;
    }
  }
}
