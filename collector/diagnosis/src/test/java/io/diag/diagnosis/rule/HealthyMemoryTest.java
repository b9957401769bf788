package io.diag.diagnosis.rule;

import static io.diag.diagnosis.SimulatedMemory.MB;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Finding;
import io.diag.diagnosis.HealthyMemory;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Shape;
import io.diag.diagnosis.SimulatedJvm;
import io.diag.diagnosis.SimulatedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What applications do that are well: a notice at most, and none where nothing grows. */
class HealthyMemoryTest {
  private final SimulatedJvm jvm = new SimulatedJvm();
  private final SimulatedMemory memory = new SimulatedMemory();

  @Test
  void aHundredAndFiftyHealthyApplicationsGetNoWarning() {
    List<String> warnings = new ArrayList<>();
    for (long seed = 0; seed < 150; seed++) {
      SimulatedJvm one = new SimulatedJvm();
      one.run(90, new HealthyMemory(seed).next());
      for (Finding finding : warnings(one)) {
        warnings.add("seed " + seed + ": " + finding);
      }
    }
    assertThat(warnings).isEmpty();
  }

  /** There a growth is told by what it takes of what is free, and no longer by its megabytes. */
  @Test
  void norDoThoseInSmallContainers() {
    List<String> warnings = new ArrayList<>();
    for (long seed = 0; seed < 150; seed++) {
      SimulatedJvm one = new SimulatedJvm();
      one.run(90, new HealthyMemory(seed).nextSmall());
      for (Finding finding : warnings(one)) {
        warnings.add("seed " + seed + ": " + finding);
      }
    }
    assertThat(warnings).isEmpty();
  }

  /** With a deviation of 20 MB nothing reaches the 96 MiB that are worth a word. */
  @Test
  void noiseThatKeepsToItselfIsNoGrowth() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SimulatedJvm one = new SimulatedJvm();
      SimulatedMemory noisy = new SimulatedMemory();
      for (String kind : new String[] {"live", "direct", "netty", "native", "mapped"}) {
        double fades = 5 + random.nextDouble() * 600;
        noisy.with(kind, Shape.flat(300 * MB).plus(Shape.noise(20 * MB, fades, random.nextLong())));
      }
      one.run(120, noisy);
      assertThat(one.story).as("seed %s", seed).isEmpty();
    }
  }

  /** The resident set more than doubles, and nothing that anybody did is in it. */
  @Test
  void aHeapThatIsTouchedForTheFirstTimeIsNoGrowth() {
    jvm.run(60, memory.container(3_000 * MB).with("touched", Shape.fill(2_000 * MB, 1_800)));
    assertThat(jvm.story).isEmpty();
  }

  /** All of a JVM's start within {@code WARM_UP_MILLIS}, or flattening. */
  @Test
  void aJvmThatWarmsUpIsNoLeak() {
    memory
        .uptimeAtStart(2)
        .with("live", Shape.cache(400 * MB, 60))
        .with("native", Shape.cache(200 * MB, 60))
        .with("direct", Shape.cache(128 * MB, 60))
        .with("metaspace", Shape.cache(150 * MB, 60))
        .with("code", Shape.cache(60 * MB, 300))
        .with("threads", Shape.fill(250, 60))
        .with("touched", Shape.fill(1_500 * MB, 300));
    jvm.run(60, memory);
    assertThat(warnings(jvm)).isEmpty();
  }

  /** Less than 384 MiB: what no cache fills in a straight line for so long. */
  @Test
  void aCacheThatFillsInAStraightLineIsANoticeThatClosesWhenItIsFull() {
    jvm.run(120, memory.add("live", Shape.fill(350 * MB, 1_500)));
    assertThat(jvm.story("heap-leak")).startsWith("open notice").contains("closed notice");
    assertThat(warnings(jvm)).isEmpty();
    assertThat(jvm.last().isOpen()).isFalse();
    assertThat(ids(jvm)).as("one finding, opened and closed once").hasSize(1);
  }

  /** Twice {@code sure}, and curved all the way. */
  @Test
  void aCacheThatFillsEverMoreSlowlyIsNoWarning() {
    for (double timeSeconds : new double[] {60, 300, 900, 1_800}) {
      SimulatedJvm one = new SimulatedJvm();
      one.run(
          180, new SimulatedMemory().add("direct", Shape.cache(800 * MB, timeSeconds).from(600)));
      assertThat(warnings(one)).as("time constant %s s", timeSeconds).isEmpty();
    }
  }

  /** The first tooth may be a growth as far as anybody can tell; the second is none. */
  @Test
  void aSawtoothOfDirectBuffersIsNoLeak() {
    jvm.run(180, memory.add("direct", Shape.sawtooth(600 * MB, 1_500)));
    assertThat(warnings(jvm)).isEmpty();
    assertThat(ids(jvm)).hasSizeLessThanOrEqualTo(1);
  }

  /** G1 lets dead objects pile up in the old generation until it looks there. */
  @Test
  void deadObjectsThatNothingLookedAtAreNoLeak() {
    jvm.run(240, memory.dead(1_500 * MB, 2_400));
    assertThat(warnings(jvm)).isEmpty();
    assertThat(jvm.story("heap-leak")).doesNotContain("open warning", "open critical");
  }

  @Test
  void batchJobsAreNoLeak() {
    memory
        .add("live", Shape.batch(500 * MB, 3_600, 1_200))
        .add("native", Shape.batch(300 * MB, 3_600, 1_200))
        .add("threads", Shape.batch(200, 3_600, 1_200));
    jvm.run(300, memory);
    assertThat(warnings(jvm)).isEmpty();
  }

  /** A load that doubles by day: less than 20 % in three hours. */
  @Test
  void dayAndNightAreNoLeak() {
    memory
        .with("live", Shape.flat(1_500 * MB).plus(Shape.dayAndNight(400 * MB, -0.2)))
        .with("direct", Shape.flat(800 * MB).plus(Shape.dayAndNight(250 * MB, -0.2)));
    jvm.run(15 * 60, memory);
    assertThat(warnings(jvm)).isEmpty();
  }

  private static List<Finding> warnings(SimulatedJvm jvm) {
    List<Finding> warnings = new ArrayList<>();
    for (Finding finding : jvm.story) {
      if (finding.claim().severity() != Severity.NOTICE) {
        warnings.add(finding);
      }
    }
    return warnings;
  }

  private static List<String> ids(SimulatedJvm jvm) {
    return jvm.story.stream().map(Finding::id).distinct().toList();
  }
}
