package io.diag.diagnosis.rule;

import static io.diag.diagnosis.SimulatedMemory.MB;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Finding;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Shape;
import io.diag.diagnosis.SimulatedJvm;
import io.diag.diagnosis.SimulatedMemory;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted leaks of each kind: how soon each is named, and that nothing else is. */
class MemoryLeaksTest {
  private static final long SEEDS = 5;

  @ParameterizedTest
  @CsvSource({
    "live, heap-leak",
    "direct, direct-buffer-growth",
    "netty, netty-growth",
    "native, native-growth",
    "mapped, mapped-growth",
    "metaspace, metaspace-growth",
    "code, code-cache-growth"
  })
  void eightMegabytesASecondAreLikelyWithinTwoMinutesAndSureWithinFour(String kind, String rule) {
    for (long seed = 0; seed < SEEDS; seed++) {
      leak(kind, rule, 8 * MB, 600, seed, false, 120, 240);
      leak(kind, rule, 8 * MB, 0, seed, true, 120, 240);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "live, heap-leak",
    "direct, direct-buffer-growth",
    "netty, netty-growth",
    "native, native-growth",
    "mapped, mapped-growth",
    "metaspace, metaspace-growth",
    "code, code-cache-growth"
  })
  void aFifthOfAMegabyteASecondIsSureWithinFortyMinutes(String kind, String rule) {
    for (long seed = 0; seed < SEEDS; seed++) {
      leak(kind, rule, 0.2 * MB, 3_600, seed, false, 2_400, 2_400);
      leak(kind, rule, 0.2 * MB, 0, seed, true, 2_400, 2_400);
    }
  }

  /** 400 threads are more than two full pools. */
  @ParameterizedTest
  @CsvSource({"5, 600, 120, 240", "0.3, 3600, 1200, 2400"})
  void threadsThatDoNotEndAreNamedAndTheirStacksAndMallocAreNot(
      double perSecond, long before, long likely, long sure) {
    for (long seed = 0; seed < SEEDS; seed++) {
      leak("threads", "thread-growth", perSecond, before, seed, false, likely, sure);
    }
  }

  private static void leak(
      String kind,
      String rule,
      double perSecond,
      long beforeSeconds,
      long seed,
      boolean fresh,
      long likelySeconds,
      long sureSeconds) {
    SimulatedJvm jvm = new SimulatedJvm();
    SimulatedMemory memory = memory(fresh, seed);
    memory.add(kind, Shape.leak(perSecond).from(beforeSeconds));
    long start = jvm.now() + beforeSeconds * 1_000;
    jvm.run((beforeSeconds + sureSeconds) / 60, memory);
    String what = kind + " at " + perSecond + (fresh ? " fresh" : " steady") + ", seed " + seed;
    long likely = Long.MAX_VALUE;
    long sure = Long.MAX_VALUE;
    Set<String> others = new TreeSet<>();
    for (Finding finding : jvm.story) {
      long after = (finding.changedAtMillis() - start) / 1_000;
      boolean certain = finding.claim().severity() != Severity.NOTICE;
      if (finding.rule().equals(rule)) {
        likely = Math.min(likely, after);
        sure = certain ? Math.min(sure, after) : sure;
      } else if (certain && !finding.rule().equals("limit-forecast")) {
        others.add(finding.toString());
      }
    }
    assertThat(likely).as(what).isBetween(0L, likelySeconds);
    assertThat(sure).as(what).isBetween(0L, sureSeconds);
    assertThat(others).as(what).isEmpty();
  }

  private static SimulatedMemory memory(boolean fresh, long seed) {
    SimulatedMemory memory =
        new SimulatedMemory()
            .heapMax(100_000 * MB)
            .directMax(100_000 * MB)
            .codeMax(100_000 * MB)
            .container(60_000 * MB);
    if (fresh) {
      memory
          .uptimeAtStart(2)
          .with("live", Shape.cache(300 * MB, 60))
          .with("native", Shape.cache(150 * MB, 40))
          .with("metaspace", Shape.cache(90 * MB, 60))
          .with("code", Shape.cache(50 * MB, 200))
          .with("touched", Shape.fill(2_000 * MB, 1_200));
    }
    String[] kinds = {"live", "direct", "netty", "native", "mapped", "metaspace", "code"};
    for (int i = 0; i < kinds.length; i++) {
      memory.add(kinds[i], Shape.noise((i < 5 ? 8 : 1) * MB, 60, seed * 100 + i));
    }
    return memory;
  }
}
