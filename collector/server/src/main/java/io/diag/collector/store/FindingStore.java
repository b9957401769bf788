package io.diag.collector.store;

import java.util.List;
import java.util.Optional;

/**
 * The findings there are and were. Any thread. Closed ones are kept as long as other data, and no
 * more than a bounded number of them.
 */
public interface FindingStore {
  /**
   * Adds findings, or what became of them, all or none. Blocks until they would survive a loss of
   * power.
   */
  void put(List<JvmFinding> changed);

  /** Every open one, in no particular order. Does not block. */
  List<JvmFinding> open();

  /** The open ones of a JVM and those it closed last, for who goes on with them. Does not block. */
  List<JvmFinding> recent(String jvmId);

  /**
   * Closed ones, the last closed first. Blocks.
   *
   * @param jvmId of this JVM; of all when it is null
   */
  List<JvmFinding> closed(String jvmId, int atMost);

  /** Blocks. */
  Optional<JvmFinding> finding(String id);
}
