package io.diag.wire;

/** Names and limits of the protocol. A change of meaning raises {@link #VERSION}. */
public final class Wire {
  /** Stands in every path: {@code /wire/v1/...}. */
  public static final int VERSION = 1;

  /** Which kind an item is; see {@link ItemKind}. */
  public static final String KIND_HEADER = "Diag-Item";

  /** The item's own time in epoch milliseconds: it decides where the item is kept. */
  public static final String TIME_HEADER = "Diag-Time";

  /**
   * With the value {@code true}: another process sends this, of what the JVM left behind. It says
   * nothing about whether that one is there.
   */
  public static final String LEFT_BEHIND_HEADER = "Diag-Left-Behind";

  /** Profiles only: how much time one sample stands for, in nanoseconds. */
  public static final String INTERVAL_HEADER = "Diag-Interval-Nanos";

  /**
   * Profiles only: when the span of the chunk began, epoch milliseconds; see {@link ProfileSpan}.
   */
  public static final String FROM_HEADER = "Diag-From";

  /** Profiles only: what the chunk holds, as in {@code cpu;interval=10000000, alloc;interval=0}. */
  public static final String EVENTS_HEADER = "Diag-Events";

  /** Profiles only: samples that the rate limits left out. */
  public static final String SKIPPED_HEADER = "Diag-Skipped";

  /** Profiles only: why sampling began or changed at the start of the span. */
  public static final String SEAM_HEADER = "Diag-Seam";

  /** The largest item as sent, in bytes. A larger one is refused with 413. */
  public static final int MAX_SENT_BYTES = 8 << 20;

  /** The largest item once inflated, in bytes. A larger one is refused with 413. */
  public static final int MAX_INFLATED_BYTES = 64 << 20;

  private Wire() {}

  /** Path to which a JVM introduces itself by {@code PUT} with a {@link Hello}. */
  public static String jvmPath(String jvmId) {
    return "/wire/v" + VERSION + "/jvms/" + jvmId;
  }

  /** Path to which one item is sent by {@code POST}; sending it again changes nothing. */
  public static String itemPath(String jvmId, long sequence) {
    return jvmPath(jvmId) + "/items/" + sequence;
  }

  /** Path at which a JVM asks by {@code GET} for its commands; see {@link CommandList}. */
  public static String commandsPath(String jvmId) {
    return jvmPath(jvmId) + "/commands";
  }
}
