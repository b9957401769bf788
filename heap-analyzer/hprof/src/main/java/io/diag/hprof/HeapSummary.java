package io.diag.hprof;

import java.io.IOException;

/** Totals of a heap, as HEAP_SUMMARY and ALLOC_SITES have them. Immutable. */
public final class HeapSummary {
  static final int BYTES = 24;

  private final long liveBytes;
  private final long liveInstances;
  private final long allocatedBytes;
  private final long allocatedInstances;

  /**
   * @param liveBytes less than 2^32, and likewise the live instances
   */
  public HeapSummary(
      long liveBytes, long liveInstances, long allocatedBytes, long allocatedInstances) {
    this.liveBytes = liveBytes;
    this.liveInstances = liveInstances;
    this.allocatedBytes = allocatedBytes;
    this.allocatedInstances = allocatedInstances;
  }

  static HeapSummary read(Window in) throws IOException {
    return new HeapSummary(in.u4() & 0xFFFFFFFFL, in.u4() & 0xFFFFFFFFL, in.u8(), in.u8());
  }

  void write(HprofOutput out) throws IOException {
    out.u4((int) liveBytes);
    out.u4((int) liveInstances);
    out.u8(allocatedBytes);
    out.u8(allocatedInstances);
  }

  public long liveBytes() {
    return liveBytes;
  }

  public long liveInstances() {
    return liveInstances;
  }

  public long allocatedBytes() {
    return allocatedBytes;
  }

  public long allocatedInstances() {
    return allocatedInstances;
  }
}
