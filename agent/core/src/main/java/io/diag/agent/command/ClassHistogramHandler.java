package io.diag.agent.command;

import io.diag.wire.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Counts the objects on the heap by class, once or, as a trend, again and again for a time.
 *
 * <p>Every thread of the application stands still while the VM walks its heap, this one with them;
 * so it is never done but on command.
 */
public final class ClassHistogramHandler implements CommandHandler {
  /** So many classes become series; each is two of the day's 2,000. */
  private static final int MAX_TREND_CLASSES = 50;

  private static final long DEFAULT_TOP = 50;

  /** On a heap so large that a walk takes long they come less often than asked for. */
  private static final long LEAST_RUN_PER_PAUSE = 10;

  private static final long NANOS = 1_000_000_000L;

  /** Takes the points of one moment. */
  public interface Trend {
    void accept(List<Point> points);
  }

  /** Makes a histogram. */
  interface Source {
    /**
     * @param live whether a full collection comes first, so that only what it leaves is counted
     */
    ClassHistogram read(boolean live) throws CommandException;
  }

  private final Source source;
  private final Trend trend;
  private final LongSupplier nanoTime;

  public ClassHistogramHandler(VmDiagnostics vm, Trend trend, LongSupplier nanoTime) {
    this(
        live ->
            ClassHistogram.parse(
                vm.execute(live ? "GC.class_histogram" : "GC.class_histogram -all")),
        trend,
        nanoTime);
  }

  ClassHistogramHandler(Source source, Trend trend, LongSupplier nanoTime) {
    this.source = source;
    this.trend = trend;
    this.nanoTime = nanoTime;
  }

  @Override
  public String kind() {
    return "class-histogram";
  }

  @Override
  public CommandRun start(Map<String, Object> arguments) {
    return new Run(
        (int) number(arguments, "top", DEFAULT_TOP),
        !Boolean.FALSE.equals(arguments.get("live")),
        number(arguments, "everySeconds", 0) * NANOS,
        number(arguments, "seconds", 0) * NANOS);
  }

  private static long number(Map<String, Object> arguments, String name, long absent) {
    Object value = arguments.get(name);
    return value instanceof Long ? (Long) value : absent;
  }

  private final class Run implements CommandRun {
    private final int top;
    private final boolean live;
    private final long everyNanos;
    private final long startNanos = nanoTime.getAsLong();
    private final long lengthNanos;
    private Set<String> classes;
    private long dueNanos = startNanos;
    private long worstNanos;
    private int readings;
    private ClassHistogram last;

    Run(int top, boolean live, long everyNanos, long lengthNanos) {
      this.top = top;
      this.live = live;
      this.everyNanos = everyNanos;
      this.lengthNanos = everyNanos == 0 ? 0 : lengthNanos;
    }

    @Override
    public CommandStep step() throws CommandException {
      long now = nanoTime.getAsLong();
      if (now - dueNanos >= 0) {
        dueNanos = dueNanos + Math.max(everyNanos, 1);
        read(now);
      }
      if (dueNanos - startNanos > lengthNanos) {
        return CommandStep.done(message(), result());
      }
      double share = Math.min(1, (now - startNanos) / (double) lengthNanos);
      return CommandStep.running(Math.floor(share * 100) / 100, message());
    }

    @Override
    public void stop() {
      last = null;
    }

    private void read(long now) throws CommandException {
      last = source.read(live);
      long took = nanoTime.getAsLong() - now;
      worstNanos = Math.max(worstNanos, took);
      readings++;
      if (everyNanos > 0) {
        trend.accept(points());
      }
      dueNanos = Math.max(dueNanos, now + took * LEAST_RUN_PER_PAUSE);
    }

    private List<Point> points() {
      if (classes == null) {
        classes = new LinkedHashSet<>();
        for (ClassHistogram.Row row : last.rows()) {
          if (classes.size() < Math.min(top, MAX_TREND_CLASSES)) {
            classes.add(row.className());
          }
        }
      }
      Map<String, long[]> sums = new LinkedHashMap<>();
      for (String name : classes) {
        sums.put(name, new long[2]); // counted, and there are none: that is zero
      }
      for (ClassHistogram.Row row : last.rows()) {
        long[] sum = sums.get(row.className());
        if (sum != null) {
          sum[0] += row.bytes();
          sum[1] += row.instances();
        }
      }
      List<Point> points = new ArrayList<>();
      for (Map.Entry<String, long[]> entry : sums.entrySet()) {
        Map<String, String> label = Collections.singletonMap("class", entry.getKey());
        points.add(new Point("diag.class.bytes", "By", label, (double) entry.getValue()[0]));
        points.add(
            new Point("diag.class.instances", "{instance}", label, (double) entry.getValue()[1]));
      }
      return points;
    }

    private String message() {
      return (readings == 1 ? "one heap walk" : readings + " heap walks")
          + (live ? " after a full collection" : ", dead objects among them")
          + ", which stopped the application for "
          + (readings == 1 ? "" : "at most ")
          + Math.max(1, worstNanos / 1_000_000)
          + " ms";
    }

    private Map<String, Object> result() {
      List<Object> rows = new ArrayList<>();
      for (ClassHistogram.Row row : last.rows().subList(0, Math.min(top, last.rows().size()))) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("class", row.className());
        fields.put("instances", row.instances());
        fields.put("bytes", row.bytes());
        rows.add(fields);
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("classes", rows);
      result.put("classCount", (long) last.rows().size());
      result.put("totalInstances", last.totalInstances());
      result.put("totalBytes", last.totalBytes());
      return result;
    }
  }
}
