package io.diag.agent.os;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * How often and for how long this JVM stopped its threads, from the counters it keeps in a file.
 * Not thread-safe.
 */
public final class SafepointCounters implements Closeable {
  /** HotSpot's own choice, whatever {@code java.io.tmpdir} says. */
  public static final File FOLDER = new File("/tmp");

  private static final String COUNT = "sun.rt.safepoints";
  private static final String TIME = "sun.rt.safepointTime";
  private static final String SYNC_TIME = "sun.rt.safepointSyncTime";
  private static final String CONCURRENT_PAUSES = "sun.gc.collector.2.invocations";
  private static final String TICKS_PER_SECOND = "sun.os.hrt.frequency";

  /** What tells this JVM's file from one that another process of the same number left behind. */
  private static final String STARTED_AT = "sun.rt.vmInitDoneTime";

  private final PerfCounters counters;
  private final double ticksPerSecond;

  private SafepointCounters(PerfCounters counters, double ticksPerSecond) {
    this.counters = counters;
    this.ticksPerSecond = ticksPerSecond;
  }

  /**
   * Opens this JVM's file.
   *
   * @param temporary {@link #FOLDER}, but in a test
   * @param pid as the process itself sees it
   * @throws IOException if there is none that can be read; the message says why
   */
  public static SafepointCounters open(File temporary, String user, long pid) throws IOException {
    File file = new File(new File(temporary, "hsperfdata_" + user), Long.toString(pid));
    if (!file.isFile()) {
      throw new IOException(
          "there is no "
              + file
              + "; the JVM makes it unless -XX:-UsePerfData or -XX:+PerfDisableSharedMem is set");
    }
    PerfCounters counters = PerfCounters.open(file);
    try {
      Long started = counters.value(STARTED_AT);
      Long frequency = counters.value(TICKS_PER_SECOND);
      if (started == null
          || started != ManagementFactory.getRuntimeMXBean().getStartTime()
          || frequency == null
          || frequency <= 0) {
        throw new IOException(file + " is not of this JVM");
      }
      return new SafepointCounters(counters, frequency);
    } catch (IOException | RuntimeException notOurs) {
      counters.close();
      throw notOurs;
    }
  }

  /** How often it stopped, or null where it does not tell. */
  public Long count() throws IOException {
    return counters.value(COUNT);
  }

  /** Seconds for which it had stopped, or null where it does not tell. */
  public Double seconds() throws IOException {
    return seconds(TIME);
  }

  /** Seconds that it took to get there, or null where it does not tell. */
  public Double syncSeconds() throws IOException {
    return seconds(SYNC_TIME);
  }

  /**
   * How often a JVM with G1 stopped for a concurrent cycle (remark and cleanup), or null where it
   * does not tell; of other collectors it tells something else.
   */
  public Long concurrentPauses() throws IOException {
    return counters.value(CONCURRENT_PAUSES);
  }

  @Override
  public void close() throws IOException {
    counters.close();
  }

  private Double seconds(String name) throws IOException {
    Long ticks = counters.value(name);
    return ticks == null ? null : ticks / ticksPerSecond;
  }
}
