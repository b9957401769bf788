package io.diag.diagnosis.growth;

/** What memory can run into. */
public enum Bound {
  HEAP("heap", "-Xmx"),
  DIRECT("direct", "-XX:MaxDirectMemorySize"),
  METASPACE("metaspace", "-XX:MaxMetaspaceSize"),
  CODE("code", "-XX:ReservedCodeCacheSize"),
  CONTAINER("container", "the container limit"),
  MACHINE("machine", "the end of the machine's memory");

  private final String label;
  private final String words;

  Bound(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** One word, for the subject of a finding. */
  public String label() {
    return label;
  }

  /** As it stands in a sentence. */
  public String words() {
    return words;
  }

  /**
   * How many bytes there may be of all that it bounds, or {@code NaN} where that is not known or it
   * bounds nothing: a container's limit above the machine's memory, and the machine below one.
   */
  public double maxBytes(MemoryHistory history) {
    switch (this) {
      case HEAP:
        return history.gauge(Gauge.HEAP_MAX);
      case DIRECT:
        return history.gauge(Gauge.DIRECT_MAX);
      case METASPACE:
        return history.gauge(Gauge.METASPACE_MAX);
      case CODE:
        return history.gauge(Gauge.CODE_MAX);
      case CONTAINER:
        double limit = history.gauge(Gauge.CONTAINER_MAX);
        return limit >= history.gauge(Gauge.MACHINE_TOTAL) ? Double.NaN : limit;
      default:
        return Double.isNaN(CONTAINER.maxBytes(history))
            ? history.level(MemoryKind.RSS) + history.gauge(Gauge.MACHINE_AVAILABLE)
            : Double.NaN;
    }
  }

  /** How many bytes more there may be, or {@code NaN}. */
  public double leftBytes(MemoryHistory history) {
    return Math.max(0, maxBytes(history) - usedBytes(history));
  }

  /** How much of it is taken, or {@code NaN}. */
  public double usedBytes(MemoryHistory history) {
    switch (this) {
      case HEAP:
        double live = history.level(MemoryKind.HEAP_LIVE);
        return Double.isNaN(live) ? history.level(MemoryKind.HEAP) : live;
      case DIRECT:
        return history.level(MemoryKind.DIRECT);
      case METASPACE:
        return history.level(MemoryKind.METASPACE);
      case CODE:
        return history.level(MemoryKind.CODE);
      default:
        return history.level(MemoryKind.RSS);
    }
  }

  /**
   * Whether growth of this kind comes nearer to it. Mapped files do not: the kernel takes their
   * pages back. Nor does the heap come nearer to the container's: {@code -Xmx} bounds it.
   */
  public boolean bounds(MemoryKind kind) {
    switch (kind) {
      case HEAP:
      case HEAP_LIVE:
        return this == HEAP;
      case DIRECT:
        return this == DIRECT || isWhole();
      case METASPACE:
        return this == METASPACE || isWhole();
      case CODE:
        return this == CODE || isWhole();
      case NETTY:
      case NATIVE:
      case STACKS:
      case RSS:
        return isWhole();
      default:
        return false;
    }
  }

  /** Whether it is about the whole process. */
  public boolean isWhole() {
    return this == CONTAINER || this == MACHINE;
  }

  /** The least that is left of all that bound this kind, or {@code NaN}. */
  static double leftBytes(MemoryKind kind, MemoryHistory history) {
    double least = Double.NaN;
    for (Bound bound : values()) {
      if (bound.bounds(kind)) {
        double left = bound.leftBytes(history);
        least = Double.isNaN(least) || left < least ? left : least;
      }
    }
    return least;
  }
}
