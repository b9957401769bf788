package io.diag.agent.runtime;

import java.io.IOException;
import java.util.function.LongSupplier;

/** {@link AllocatedBytes} for whom it does not matter why they are not known. Not thread-safe. */
public final class AllocationTotal implements LongSupplier {
  private static final long UNKNOWN = -1;

  private AllocatedBytes allocated;
  private boolean absent;

  /** Bytes up to now, of which only differences mean something; below 0 when not known. */
  @Override
  public long getAsLong() {
    if (absent) {
      return UNKNOWN;
    }
    try {
      if (allocated == null) {
        allocated = AllocatedBytes.find();
      }
      return allocated.total();
    } catch (IOException notHere) {
      absent = true;
      return UNKNOWN;
    }
  }
}
