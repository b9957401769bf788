package io.diag.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.wire.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {
  private static final long SECOND = 1_000_000_000L;

  private static final String SINCE_9 =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:         16380        3538968  [B (java.base@17.0.15)
         2:          2190         262240  java.lang.Class (java.base@17.0.15)
         3:            11          22000  [[Lcom.acme.Cart;
         4:            10           1000  com.acme.Cart
         5:             4            400  com.acme.Cart
      Total         18595        3824608
      """;

  private long nanos;
  private final List<Point> points = new ArrayList<>();

  @Test
  void rowsAreReadAndNamedAsInSource() throws CommandException {
    ClassHistogram histogram = ClassHistogram.parse(SINCE_9);
    assertThat(histogram.rows())
        .extracting(ClassHistogram.Row::className)
        .containsExactly(
            "byte[]", "java.lang.Class", "com.acme.Cart[][]", "com.acme.Cart", "com.acme.Cart");
    assertThat(histogram.totalInstances()).isEqualTo(18_595);
    assertThat(histogram.totalBytes()).isEqualTo(3_824_608);
  }

  @Test
  void theFormatOfJavaEightIsReadAsWell() throws CommandException {
    ClassHistogram histogram =
        ClassHistogram.parse(
            "\n num     #instances  #bytes  class name\n---\n   1:   7   168  [I\n");
    assertThat(histogram.rows().get(0).className()).isEqualTo("int[]");
    assertThat(histogram.rows().get(0).instances()).isEqualTo(7);
  }

  @Test
  void whatIsNoHistogramIsSaidWithItsWords() {
    assertThatThrownBy(() -> ClassHistogram.parse("Unknown diagnostic command\n"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("Unknown diagnostic command");
  }

  @Test
  void oneHistogramIsDoneAtOnceWithItsLargestClasses() throws Exception {
    CommandStep step = handler().start(Map.of("top", 2L)).step();
    assertThat(step.isDone()).isTrue();
    assertThat(step.message()).contains("full collection", "stopped the application for 40 ms");
    assertThat(step.result().get("classCount")).isEqualTo(5L);
    assertThat((List<?>) step.result().get("classes"))
        .isEqualTo(
            List.of(
                Map.of("class", "byte[]", "instances", 16_380L, "bytes", 3_538_968L),
                Map.of("class", "java.lang.Class", "instances", 2_190L, "bytes", 262_240L)));
    assertThat(points).as("no trend was asked for").isEmpty();
  }

  @Test
  void aTrendReadsAtItsIntervalAndKeepsTheClassesOfTheFirstTime() throws Exception {
    CommandRun run =
        handler().start(Map.of("top", 4L, "everySeconds", 10L, "seconds", 30L, "live", false));
    List<Double> progress = new ArrayList<>();
    int steps = 0;
    for (CommandStep step = run.step(); !step.isDone(); step = run.step()) {
      progress.add(step.progress());
      nanos += SECOND;
      steps++;
    }
    assertThat(steps).isBetween(29, 31);
    assertThat(progress).isSorted().startsWith(0.0);
    assertThat(points).hasSize(4 * 2 * 4); // at 0, 10, 20 and 30 s, bytes and instances each
    assertThat(points)
        .contains(
            new Point(
                "diag.class.instances", "{instance}", Map.of("class", "com.acme.Cart"), 14.0));
  }

  @Test
  void aHeapThatTakesLongIsWalkedLessOften() throws Exception {
    List<Long> walks = new ArrayList<>();
    CommandRun run =
        new ClassHistogramHandler(
                live -> {
                  walks.add(nanos / SECOND);
                  nanos += 2 * SECOND;
                  return ClassHistogram.parse(SINCE_9);
                },
                points::addAll,
                () -> nanos)
            .start(Map.of("everySeconds", 5L, "seconds", 60L));
    while (!run.step().isDone()) {
      nanos += SECOND;
    }
    assertThat(walks).hasSize(4);
  }

  private ClassHistogramHandler handler() {
    return new ClassHistogramHandler(
        live -> {
          nanos += 40_000_000;
          return ClassHistogram.parse(SINCE_9);
        },
        points::addAll,
        () -> nanos);
  }
}
