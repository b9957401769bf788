package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.command.CommandException;
import io.diag.agent.memory.PointList;
import io.diag.wire.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeTrackingTest {
  /** As JDK 25 prints it. */
  private static final String SUMMARY =
      """
      Native Memory Tracking:

      (Omitting categories weighting less than 1KB)

      Total: reserved=2045829KB, committed=177573KB
             malloc: 26805KB #87303, peak=26889KB #87321

      -                 Java Heap (reserved=524288KB, committed=131072KB)
                                  (mmap: reserved=524288KB, committed=131072KB, at peak)

      -                     Class (reserved=1048675KB, committed=355KB)
                                  (classes #1209)

      -        Shared class space (reserved=16384KB, committed=13904KB, readonly=0KB)
                                  (mmap: reserved=16384KB, committed=13904KB, at peak)
      """;

  private final List<String> asked = new ArrayList<>();

  @Test
  void eachCategoryIsToldByTheJvmsName() {
    List<Point> points = read(tracking(SUMMARY));
    assertThat(points)
        .extracting(point -> point.labels().get("diag.nmt.category") + " " + point.value() / 1024)
        .containsExactly("Java Heap 131072.0", "Class 355.0", "Shared class space 13904.0");
  }

  @Test
  void whereItIsOffItIsAskedOnce() {
    NativeTracking off = tracking("Native memory tracking is not enabled\n");
    assertThat(read(off)).isEmpty();
    assertThat(read(off)).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void whereTheVmHasNoSuchCommandItIsAskedOnce() {
    NativeTracking none = tracking(null);
    assertThat(read(none)).isEmpty();
    assertThat(read(none)).isEmpty();
    assertThat(asked).hasSize(1);
  }

  private NativeTracking tracking(String answer) {
    return new NativeTracking(
        command -> {
          asked.add(command);
          if (answer == null) {
            throw new CommandException("no such command");
          }
          return answer;
        });
  }

  private static List<Point> read(NativeTracking tracking) {
    PointList points = new PointList();
    tracking.addTo(points);
    return points.points();
  }
}
