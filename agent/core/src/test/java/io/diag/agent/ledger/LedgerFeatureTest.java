package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.command.CommandException;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.RecordedFiles;
import io.diag.wire.FeatureState;
import io.diag.wire.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFeatureTest {
  private static final long TICK_NANOS = 5_000_000_000L;
  private static final long COST_NANOS = 7_000_000;

  @TempDir Path root;
  private final Sample sample = new Sample();
  private final List<String> asked = new ArrayList<>();
  private Commands commands = command -> "[0x00000000e0000000, 0x0000000100000000)";
  private long nanos;
  private long cpuNanos;
  private long costNanos = COST_NANOS;
  private long anonymousBytes;

  @Test
  void theFirstReadingComesAfterTenSecondsThenOneAMinute() throws IOException {
    LedgerFeature feature = started();
    StringBuilder readings = new StringBuilder();
    for (int tick = 0; tick < 30; tick++) {
      readings.append(tick(feature).isEmpty() ? '-' : 'x');
    }
    assertThat(readings.toString()).isEqualTo("--x-----------x-----------x---");
  }

  @Test
  void growthThatNothingExplainsHasItReadEveryTenSeconds() throws IOException {
    LedgerFeature feature = started();
    StringBuilder readings = new StringBuilder();
    for (int tick = 0; tick < 12; tick++) {
      anonymousBytes += tick > 4 ? 200L << 20 : 0; // more than this JVM takes meanwhile
      readings.append(tick(feature).isEmpty() ? '-' : 'x');
    }
    assertThat(readings.toString()).isEqualTo("--x--x-x-x-x");
  }

  @Test
  void aReadingTellsTheRegionsTheMappingsAndItsCost() throws IOException {
    LedgerFeature feature = started();
    tick(feature);
    tick(feature);
    List<Point> points = tick(feature);
    assertThat(named(points, "diag.memory.mappings")).singleElement().isEqualTo(61.0);
    assertThat(named(points, "diag.memory.ledger.cost")).singleElement().isEqualTo(0.007);
    assertThat(named(points, "diag.memory.resident").stream().mapToDouble(one -> one).sum())
        .isEqualTo(40_832.0 * 1024);
    assertThat(asked).containsExactly("GC.heap_info", NativeTracking.COMMAND);
  }

  @Test
  void afterTwoReadingsInARowThatTakeLongThereIsOneInHalfAnHourAndItIsSaid() throws IOException {
    LedgerFeature feature = started();
    assertThat(readWithCost(feature, 150_000_000)).isEqualTo(FeatureState.on("memory-ledger"));
    assertThat(readWithCost(feature, 45_000_000)).isEqualTo(FeatureState.on("memory-ledger"));
    assertThat(readWithCost(feature, 150_000_000)).isEqualTo(FeatureState.on("memory-ledger"));
    long before = nanos;
    assertThat(readWithCost(feature, 150_000_000))
        .as("by chance, so far")
        .isEqualTo(
            FeatureState.on(
                "memory-ledger", "a reading takes long, so there is one in half an hour"));
    assertThat(nanos - before).isLessThan(LedgerPace.LONGEST_NANOS / 2);
    before = nanos;
    assertThat(readWithCost(feature, 1_000_000)).isEqualTo(FeatureState.on("memory-ledger"));
    assertThat(nanos - before)
        .isBetween(LedgerPace.LONGEST_NANOS, LedgerPace.LONGEST_NANOS * 11 / 10);
  }

  @Test
  void whereTooMuchIsInMemoryItIsLeftAloneAndThatIsSaid() throws IOException {
    LedgerFeature feature = started();
    anonymousBytes = 33L << 30;
    tick(feature);
    tick(feature);
    assertThat(tick(feature)).isEmpty();
    assertThat(feature.tick(false))
        .isEqualTo(
            FeatureState.off(
                "memory-ledger",
                "more than 32 GiB are in memory: to look at them would hold up the process"));
  }

  @Test
  void whereTheVmTellsNoHeapItIsSaid() throws IOException {
    commands =
        command -> {
          throw new CommandException("not here");
        };
    LedgerFeature feature = started();
    tick(feature);
    tick(feature);
    assertThat(tick(feature)).isNotEmpty();
    assertThat(feature.tick(false))
        .isEqualTo(FeatureState.on("memory-ledger", "the heap is not told apart: not here"));
  }

  @Test
  void withoutMappingsItIsOffAndLosingThemIsAFailureThatWasPaidFor() throws IOException {
    LedgerFeature none = feature(new RecordedFiles(root.resolve("none")));
    assertThat(none.start().status()).isEqualTo(FeatureState.Status.OFF);
    LedgerFeature feature = started();
    Files.delete(root.resolve("proc/self/smaps"));
    tick(feature);
    tick(feature);
    assertThatThrownBy(() -> tick(feature)).isInstanceOf(IOException.class);
    assertThat(tick(feature)).as("not at once again").isEmpty();
  }

  private LedgerFeature started() throws IOException {
    RecordedFiles recorded = new RecordedFiles(root);
    recorded.put("proc/self/smaps", RecordedMappings.text("17-g1"));
    LedgerFeature feature = feature(recorded);
    assertThat(feature.start()).isEqualTo(FeatureState.on("memory-ledger"));
    return feature;
  }

  private LedgerFeature feature(RecordedFiles recorded) {
    return new LedgerFeature(
        recorded.files(),
        sample,
        command -> {
          asked.add(command);
          return commands.execute(command);
        },
        () -> nanos,
        () -> nanos / 1_000_000,
        () -> cpuNanos += costNanos,
        () -> anonymousBytes,
        () -> 0);
  }

  /** Its state after its next reading, of which each half costs so much. */
  private FeatureState readWithCost(LedgerFeature feature, long nanosOfCpu) throws IOException {
    costNanos = nanosOfCpu;
    List<Point> read = List.of();
    while (read.isEmpty()) {
      read = tick(feature);
    }
    return feature.tick(false);
  }

  private List<Point> tick(LedgerFeature feature) throws IOException {
    sample.clear();
    feature.tick(false);
    nanos += TICK_NANOS;
    return new ArrayList<>(sample.points());
  }

  private static List<Double> named(List<Point> points, String name) {
    return points.stream().filter(point -> point.name().equals(name)).map(Point::value).toList();
  }
}
