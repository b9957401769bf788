package io.diag.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.store.DatedPoint;
import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.NativeMemory;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileCoverage.Sampling;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileWindow;
import io.diag.collector.store.StackSums;
import io.diag.wire.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationCpuTest {
  private static final long NOON = 1_700_000_000_000L / 86_400_000 * 86_400_000 + 43_200_000;
  private static final long INTERVAL_NANOS = 10_000_000;

  private static final List<Frame> FRAMES =
      List.of(
          new Frame("java.lang.Thread.run", FrameType.COMPILED),
          new Frame("com.acme.Codec.encode", FrameType.COMPILED),
          new Frame("java.util.zip.Deflater.deflate", FrameType.COMPILED),
          new Frame("GangWorker::run", FrameType.CPP));

  /** The application's own code, what it called, the JDK by itself, and the JVM. */
  private static final List<int[]> STACKS =
      List.of(new int[] {0, 1}, new int[] {0, 1, 2}, new int[] {0, 2}, new int[] {3});

  @Test
  void whatTheApplicationCalledCountsAsItsOwn() {
    assertThat(points(coverage(NOON, NOON + 10_000, null, 0), window(NOON, 300, 100, 50, 70)))
        .containsExactly(point(NOON + 10_000, 0.4));
  }

  @Test
  void aWindowIsAsLongAsItWasSampled() {
    assertThat(points(coverage(NOON + 6_000, NOON + 10_000, null, 0), window(NOON, 200, 0, 9, 9)))
        .containsExactly(point(NOON + 10_000, 0.5));
  }

  @Test
  void whatWasSampledAndDidNotRunIsZero() {
    assertThat(points(coverage(NOON, NOON + 20_000, null, 0), window(NOON + 10_000, 100, 0, 0, 0)))
        .containsExactly(point(NOON + 10_000, 0), point(NOON + 20_000, 0.1));
  }

  @Test
  void samplesLeftOutAreScaledAsInTheProfile() {
    long total = 2 * 200 * INTERVAL_NANOS;
    assertThat(points(coverage(NOON, NOON + 10_000, total, 200), window(NOON, 100, 0, 100, 0)))
        .containsExactly(point(NOON + 10_000, 0.2));
  }

  @Test
  void withoutASpanNothingIsTold() {
    assertThat(
            points(ProfileCoverage.ofCpu(NOON, INTERVAL_NANOS), window(NOON - 10_000, 9, 9, 9, 9)))
        .isEmpty();
  }

  @Test
  void aSpanThatClaimsYearsMakesFewPoints() {
    assertThat(points(coverage(0, NOON, null, 0), window(NOON - 10_000, 9, 9, 9, 9)))
        .hasSizeBetween(1, 61);
  }

  private static List<DatedPoint> points(ProfileCoverage coverage, ProfileWindow window) {
    ProfileChunk chunk =
        new ProfileChunk(FRAMES, STACKS, List.of("main"), List.of(window), NativeMemory.NONE);
    return ApplicationCpu.points(new ItemKey("jvm", 1, coverage.toMillis()), coverage, chunk);
  }

  private static ProfileWindow window(long startMillis, int... samplesByStack) {
    StackSums rows = new StackSums();
    for (int stack = 0; stack < samplesByStack.length; stack++) {
      rows.add(ProfileWindow.rowKey(stack, 0), samplesByStack[stack], 0);
    }
    return new ProfileWindow(ProfileEvent.CPU, startMillis, /* weighted= */ false, rows);
  }

  private static ProfileCoverage coverage(long from, long to, Long total, long skipped) {
    Sampling cpu = new Sampling(INTERVAL_NANOS, total);
    return new ProfileCoverage(from, to, Map.of(ProfileEvent.CPU, cpu), skipped, null);
  }

  private static DatedPoint point(long timeMillis, double cores) {
    return new DatedPoint(timeMillis, new Point(ApplicationCpu.SERIES, "1", cores));
  }
}
