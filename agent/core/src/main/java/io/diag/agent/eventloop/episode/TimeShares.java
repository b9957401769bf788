package io.diag.agent.eventloop.episode;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the time of a tick was spent on, in nanoseconds. Parts of it were measured and the rest is
 * taken to be like them. Not thread-safe.
 */
final class TimeShares {
  private long covered;
  private long cpu;
  private long runQueue;
  private long monitor;
  private long parked;
  private long io;
  private boolean cpuKnown = true;
  private boolean runQueueKnown = true;

  /**
   * Adds a measured part.
   *
   * @param nanos without stalls of the process
   * @param cpuNanos of the loop's thread, or {@link ThreadGauge#UNKNOWN}
   * @param waitedNanos for a CPU, or {@link ThreadGauge#UNKNOWN}
   * @param look at its end
   */
  void add(long nanos, long cpuNanos, long waitedNanos, ThreadLook look) {
    cpuKnown &= cpuNanos != ThreadGauge.UNKNOWN;
    runQueueKnown &= waitedNanos != ThreadGauge.UNKNOWN;
    long ran = Math.max(0, Math.min(nanos, cpuNanos));
    long queued = Math.max(0, Math.min(nanos - ran, waitedNanos));
    covered += nanos;
    cpu += ran;
    runQueue += queued;
    rest(nanos - ran - queued, look);
  }

  private void rest(long nanos, ThreadLook look) {
    switch (look.state()) {
      case BLOCKED:
        monitor += nanos;
        break;
      case WAITING:
      case TIMED_WAITING:
        parked += nanos;
        break;
      default:
        if (look.isInNative()) {
          io += nanos;
        }
        break;
    }
  }

  /** How much of a tick was spent waiting for a CPU; 0 where that is not known. */
  long runQueueNanos(long nanos) {
    return scaled(runQueue, nanos);
  }

  /**
   * In milliseconds, by kind; what is not known is absent.
   *
   * @param nanos the length of the tick without stalls
   * @param stoppedNanos for which the JVM had stopped it, or {@link ThreadGauge#UNKNOWN}
   * @param notRunNanos for which the process stood still otherwise
   */
  Map<String, Double> millis(long nanos, long stoppedNanos, long notRunNanos) {
    Map<String, Double> millis = new LinkedHashMap<>();
    if (covered > 0 && cpuKnown) {
      millis.put("cpu", toMillis(scaled(cpu, nanos)));
    }
    if (covered > 0 && runQueueKnown) {
      millis.put("runQueue", toMillis(scaled(runQueue, nanos) + notRunNanos));
    }
    if (stoppedNanos != ThreadGauge.UNKNOWN) {
      millis.put("gc", toMillis(stoppedNanos));
    }
    if (covered > 0) {
      millis.put("monitor", toMillis(scaled(monitor, nanos)));
      millis.put("parked", toMillis(scaled(parked, nanos)));
      millis.put("io", toMillis(scaled(io, nanos)));
    }
    return millis;
  }

  private long scaled(long part, long nanos) {
    return covered == 0 ? 0 : Math.round((double) part / covered * nanos);
  }

  static double toMillis(long nanos) {
    return Math.round(nanos / 1e5) / 10.0;
  }
}
