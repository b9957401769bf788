package io.diag.agent.ledger;

import io.diag.agent.memory.PointList;
import java.util.EnumMap;
import java.util.Map;

/**
 * The resident set of one moment, divided: the regions that are known sum to it. Immutable once it
 * is closed; one thread.
 */
final class LedgerSheet {
  private static final long UNKNOWN = -1;

  private final Map<Region, long[]> bytes = new EnumMap<>(Region.class);
  private int mappings;

  /** Memory without a file or a known place; divided when the sheet is closed. */
  private long anonymous;

  LedgerSheet() {
    for (Region region : Region.values()) {
      bytes.put(region, new long[1]); // a sum that boxes nothing
    }
  }

  /**
   * @param region null for anonymous memory
   */
  void add(Region region, long residentBytes) {
    if (region == null) {
      anonymous += residentBytes;
    } else {
      bytes.get(region)[0] += residentBytes;
    }
  }

  /**
   * Divides what is anonymous by the amounts that are known to be in it. An amount that is larger
   * than what is left takes that, since not all of it needs to be resident; so the sum stays.
   *
   * @param nettyBytes what Netty's allocators hold beside the JVM's direct pool
   * @param heapKnown whether the heap was told apart; else it is in what cannot be named
   */
  void close(int mappings, JvmAmounts amounts, long nettyBytes, boolean heapKnown) {
    this.mappings = mappings;
    if (bytes(Region.CODE) == 0) {
      take(Region.CODE, amounts.code()); // where code is not executable while it is looked at
    }
    take(Region.METASPACE, amounts.metaspace());
    take(Region.DIRECT, amounts.direct());
    take(Region.NETTY, nettyBytes);
    add(heapKnown ? Region.NATIVE : Region.UNNAMED, anonymous);
    anonymous = 0;
    if (!heapKnown) {
      forget(Region.HEAP);
      forget(Region.NATIVE);
    }
    if (bytes(Region.HEAP_VIEWS) == 0) {
      forget(Region.HEAP_VIEWS);
    }
  }

  /** What is resident of a region, or a negative number where that is not known. */
  long bytes(Region region) {
    return bytes.get(region)[0];
  }

  /** All of it. */
  long total() {
    long total = anonymous;
    for (long[] one : bytes.values()) {
      total += Math.max(0, one[0]);
    }
    return total;
  }

  int mappings() {
    return mappings;
  }

  void addTo(PointList points) {
    for (Region region : Region.values()) {
      if (bytes(region) != UNKNOWN) {
        points.bytes(
            "diag.memory.resident",
            PointList.label("diag.memory.region", region.label()),
            bytes(region));
      }
    }
    points.add("diag.memory.mappings", "{mapping}", mappings);
  }

  private void take(Region region, long wanted) {
    long taken = Math.max(0, Math.min(anonymous, wanted));
    anonymous -= taken;
    add(region, taken);
  }

  private void forget(Region region) {
    bytes.get(region)[0] = UNKNOWN;
  }
}
