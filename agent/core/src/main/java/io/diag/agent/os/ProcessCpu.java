package io.diag.agent.os;

import java.io.IOException;

/**
 * CPU time and page faults of this process from {@code /proc/self/stat}. The management bean would
 * tell it too, but on 17 merely asking for that bean reads control group files through {@code
 * java.nio.file}, which is the application's to replace, and leaves a direct buffer on the asking
 * thread.
 */
public final class ProcessCpu {
  /** The kernel's unit in this file, USER_HZ, is a hundredth of a second on every architecture. */
  private static final long NANOS_PER_TICK = 10_000_000;

  /** utime and stime are fields 14 and 15 of proc(5); what follows the name begins with field 3. */
  private static final int USER_FIELD = 14 - 3;

  private static final int MINOR_FAULTS_FIELD = 10 - 3;
  private static final int MAJOR_FAULTS_FIELD = 12 - 3;

  private final ProcFs files;

  public ProcessCpu(ProcFs files) {
    this.files = files;
  }

  /**
   * User and system time since the start, in nanoseconds, in steps of 10 ms.
   *
   * @throws IOException if it cannot be read or found
   */
  public long nanos() throws IOException {
    return read().nanos;
  }

  /** All of it at one moment. */
  public static final class Usage {
    private final long nanos;
    private final long minorFaults;
    private final long majorFaults;

    private Usage(long nanos, long minorFaults, long majorFaults) {
      this.nanos = nanos;
      this.minorFaults = minorFaults;
      this.majorFaults = majorFaults;
    }

    public long nanos() {
      return nanos;
    }

    /** Pages that were in memory already, or new and empty. */
    public long minorFaults() {
      return minorFaults;
    }

    /** Pages that had to be read from a disk. */
    public long majorFaults() {
      return majorFaults;
    }
  }

  /**
   * Reads the file once.
   *
   * @throws IOException as {@link #nanos}
   */
  public Usage read() throws IOException {
    String stat = files.read("/proc/self/stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
    try {
      long ticks = Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[USER_FIELD + 1]);
      return new Usage(
          ticks * NANOS_PER_TICK,
          Long.parseLong(fields[MINOR_FAULTS_FIELD]),
          Long.parseLong(fields[MAJOR_FAULTS_FIELD]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
      throw new IOException("/proc/self/stat has '" + stat.trim() + "'", malformed);
    }
  }
}
