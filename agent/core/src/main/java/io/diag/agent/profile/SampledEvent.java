package io.diag.agent.profile;

/** What can be sampled, by the word that the wire and the command line use. */
public enum SampledEvent {
  /** CPU time, by a timer of each thread's own CPU clock. */
  CPU("cpu", "ns"),
  /** Allocated bytes of the Java heap. */
  ALLOC("alloc", "By"),
  /** Time spent waiting for monitors and for locks of java.util.concurrent. */
  LOCK("lock", "ns"),
  /** Time that passes, whatever the thread does. */
  WALL("wall", "ns"),
  /** Bytes allocated during the recording that are still reachable at its end. */
  LIVE("live", "By"),
  /** Bytes taken by malloc and not given back during the recording. */
  NATIVEMEM("nativemem", "By"),
  /** Platform threads that are started. */
  THREADSTART("threadstart", "{thread}"),
  /** Classes that are made, by class loaders, as proxies or hidden. */
  CLASSLOAD("classload", "{class}"),
  /** Files mapped by {@code FileChannel.map}. */
  FILEMAP("filemap", "{mapping}");

  private final String label;
  private final String unit;

  SampledEvent(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }

  public String label() {
    return label;
  }

  /** Of an interval: {@code ns}, {@code By} or what is counted, as in {@code {thread}}. */
  public String unit() {
    return unit;
  }

  /**
   * Whether its samples tell something only together: a chunk then spans the whole recording, since
   * what was taken in one chunk may be given back in the next.
   */
  boolean needsOneChunk() {
    return this == LIVE || this == NATIVEMEM;
  }

  /** Whether each one is recorded when it happens, at methods that are changed for the time. */
  public boolean isTraced() {
    return this == THREADSTART || this == CLASSLOAD || this == FILEMAP;
  }

  /** The event of that label, or null. */
  public static SampledEvent ofLabel(String label) {
    for (SampledEvent event : values()) {
      if (event.label.equals(label)) {
        return event;
      }
    }
    return null;
  }
}
