package io.diag.collector.ingest;

import io.diag.collector.store.DatedPoint;
import io.diag.collector.store.Frame;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileWindow;
import io.diag.diagnosis.code.CodeOwner;
import io.diag.wire.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many cores application code kept busy, itself or by what it called, in each window of a CPU
 * profile: a series made of samples, so that it stands beside the cores of the whole process. Pure
 * functions.
 */
final class ApplicationCpu {
  static final String SERIES = "diag.profile.cpu.application";

  /** Less than that of a window says little, since its samples are few. */
  private static final long LEAST_MILLIS = 1_000;

  /** An agent of ours ends its items within minutes; of a longer one the end is told. */
  private static final long LONGEST_MILLIS = 600_000;

  private ApplicationCpu() {}

  /** A point at the end of each window, or of its part that was sampled. */
  static List<DatedPoint> points(ItemKey key, ProfileCoverage coverage, ProfileChunk profile) {
    long interval = coverage.interval(ProfileEvent.CPU);
    if (coverage.fromMillis() == null || interval <= 0) {
      return List.of();
    }
    boolean[] application = stacksOfTheApplication(profile);
    Map<Long, ProfileWindow> windows = new HashMap<>();
    for (ProfileWindow window : profile.windows()) {
      if (window.event() == ProfileEvent.CPU) {
        windows.put(window.startMillis(), window);
      }
    }
    long sampled = profile.weight(ProfileEvent.CPU, interval);
    double scale = coverage.scale(ProfileEvent.CPU, sampled);
    List<DatedPoint> points = new ArrayList<>();
    long last = Math.min(coverage.toMillis(), key.dayEndMillis());
    long first = Math.max(coverage.fromMillis(), key.dayStartMillis());
    for (long start = ProfileWindow.startOf(Math.max(first, last - LONGEST_MILLIS));
        start < last;
        start += ProfileWindow.LENGTH_MILLIS) {
      long from = Math.max(start, first);
      long to = Math.min(start + ProfileWindow.LENGTH_MILLIS, last);
      if (to - from >= LEAST_MILLIS) {
        double nanos = scale * nanos(windows.get(start), application, interval);
        points.add(new DatedPoint(to, new Point(SERIES, "1", nanos / 1e6 / (to - from))));
      }
    }
    return points;
  }

  /** Of a window without samples 0: it was sampled, and nothing ran. */
  private static double nanos(ProfileWindow window, boolean[] application, long interval) {
    if (window == null) {
      return 0;
    }
    double nanos = 0;
    for (int row = 0; row < window.size(); row++) {
      if (application[window.stack(row)]) {
        nanos += window.weighted() ? window.weight(row) : (double) window.samples(row) * interval;
      }
    }
    return nanos;
  }

  private static boolean[] stacksOfTheApplication(ProfileChunk profile) {
    boolean[] frames = new boolean[profile.frames().size()];
    for (int i = 0; i < frames.length; i++) {
      Frame frame = profile.frames().get(i);
      frames[i] = frame.type().isJava() && CodeOwner.of(frame.name()) == CodeOwner.APPLICATION;
    }
    boolean[] stacks = new boolean[profile.stacks().size()];
    for (int i = 0; i < stacks.length; i++) {
      for (int frame : profile.stacks().get(i)) {
        stacks[i] |= frames[frame];
      }
    }
    return stacks;
  }
}
