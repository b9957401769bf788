package io.diag.hprof;

import java.io.IOException;

/** What ALLOC_SITES says of all its sites. Immutable. */
public final class AllocSites {
  static final int BYTES = 2 + 4 + HeapSummary.BYTES + 4;

  private final int flags;
  private final float cutoff;
  private final HeapSummary totals;
  private final int count;

  /**
   * @param flags 1 incremental, 2 sorted by allocation, 4 after a collection
   * @param cutoff the share below which sites are left out
   * @param count of sites
   */
  public AllocSites(int flags, float cutoff, HeapSummary totals, int count) {
    this.flags = flags;
    this.cutoff = cutoff;
    this.totals = totals;
    this.count = count;
  }

  static AllocSites read(Window in) throws IOException {
    return new AllocSites(in.u2(), Float.intBitsToFloat(in.u4()), HeapSummary.read(in), in.u4());
  }

  void write(HprofOutput out) throws IOException {
    out.u2(flags);
    out.u4(Float.floatToRawIntBits(cutoff));
    totals.write(out);
    out.u4(count);
  }

  public int flags() {
    return flags;
  }

  public float cutoff() {
    return cutoff;
  }

  public HeapSummary totals() {
    return totals;
  }

  public int count() {
    return count;
  }
}
