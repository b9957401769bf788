package io.diag.diagnosis.rule;

import static io.diag.diagnosis.SimulatedMemory.MB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Shape;
import io.diag.diagnosis.SimulatedJvm;
import io.diag.diagnosis.SimulatedMemory;
import io.diag.diagnosis.TextEvidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthRuleTest {
  private static final double MIB = 1 << 20;
  private final SimulatedJvm jvm = new SimulatedJvm();
  private final SimulatedMemory memory = new SimulatedMemory();

  @Test
  void aLeakIsOneSentenceWithItsShareAndItsEnd() {
    memory.container(4_096 * MIB).with("direct", leakAfterAnHour(31 * MIB / 60));
    jvm.run(100, memory);
    Claim claim = last("direct-buffer-growth").claim();
    assertThat(claim.summary())
        .isEqualTo(
            "Direct buffers grow 31 MiB/min while the heap is flat; they explain 100 % of the"
                + " growth of RSS; the container limit is reached in about 56 minutes.");
    assertThat(claim.severity()).isEqualTo(Severity.WARNING);
    assertThat(claim.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(figure(claim, "Growth")).isCloseTo(31 * MIB / 60, within(0.05 * 31 * MIB / 60));
    assertThat(figure(claim, "Share of the growth of RSS")).isCloseTo(1, within(0.05));
    SeriesEvidence series = (SeriesEvidence) claim.evidence().get(0);
    assertThat(series.name()).isEqualTo("jvm.buffer.memory.used");
    assertThat(series.labels()).isEqualTo(Map.of("jvm.buffer.pool.name", "direct"));
    assertThat(claim.actions()).isNotEmpty();
  }

  @Test
  void whoseCodeItIsStandsInTheSentenceOrWhyThatIsNotKnown() {
    GrowthStack stack =
        new GrowthStack(
            "nativemem", "com.acme.Codec.encode", 0.96, List.of("com.acme.Codec.encode"), 1, 2);
    jvm.growthOrigins.put("direct-buffer-growth", new GrowthOrigin(stack, null));
    jvm.growthOrigins.put("heap-leak", GrowthOrigin.unknown("this JVM records no live objects"));
    memory.add("direct", Shape.leak(2 * MB).from(600)).add("live", Shape.leak(2 * MB).from(600));
    jvm.run(40, memory);
    assertThat(last("direct-buffer-growth").claim().summary())
        .containsPattern("; 96 % [a-z ]+ in com.acme.Codec.encode; ");
    assertThat(last("heap-leak").claim().evidence())
        .filteredOn(TextEvidence.class::isInstance)
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(
            new TextEvidence(
                "Whose code it is was not recorded", "this JVM records no live objects"));
  }

  @Test
  void noGrowthIsOlderThanItsJvm() {
    jvm.run(4, memory.uptimeAtStart(0).add("direct", Shape.leak(8 * MB)));
    Finding finding = last("direct-buffer-growth");
    assertThat(finding.sinceMillis()).isGreaterThanOrEqualTo(1_800_000_000_000L);
    assertThat(finding.changedAtMillis() - finding.sinceMillis()).isGreaterThan(60_000);
  }

  @Test
  void whatMayBeACacheIsSaidToBeLikelyOnly() {
    jvm.run(13, memory.add("native", Shape.leak(0.3 * MB)));
    Claim claim = last("native-growth").claim();
    assertThat(claim.severity()).isEqualTo(Severity.NOTICE);
    assertThat(claim.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(claim.summary())
        .startsWith("Native memory that no pool of the JVM explains is growing, likely: by ")
        .endsWith("; so far, a cache that fills would look the same.");
  }

  @Test
  void twoLeaksAtOnceAreBothNamedEachWithItsShare() {
    memory.add("direct", Shape.leak(3 * MB).from(600)).add("native", Shape.leak(1 * MB).from(600));
    jvm.run(70, memory);
    Claim direct = last("direct-buffer-growth").claim();
    Claim malloc = last("native-growth").claim();
    assertThat(direct.severity()).isNotEqualTo(Severity.NOTICE);
    assertThat(malloc.severity()).isNotEqualTo(Severity.NOTICE);
    assertThat(figure(direct, "Share of the growth of RSS")).isCloseTo(0.75, within(0.05));
    assertThat(figure(malloc, "Share of the growth of RSS")).isCloseTo(0.25, within(0.05));
    assertThat(malloc.summary()).contains("it explains 25 % of the growth of RSS");
  }

  /** The tables of class loaders are malloc'd, and their mirrors are on the heap. */
  @Test
  void whatClassesBringWithThemIsNotNamedBesideThem() {
    memory
        .add("metaspace", Shape.leak(2 * MB).from(600))
        .add("native", Shape.leak(0.7 * MB).from(600))
        .add("live", Shape.leak(0.7 * MB).from(600));
    jvm.run(70, memory);
    assertThat(jvm.story("metaspace-growth")).contains("open warning");
    assertThat(jvm.story("native-growth")).isEmpty();
    assertThat(jvm.story("heap-leak")).isEmpty();
    assertThat(figure(last("metaspace-growth").claim(), "Share of the growth of RSS"))
        .isCloseTo(1, within(0.05));
  }

  /** What is not known to be alive is at most possible, however long it grows. */
  @Test
  void aHeapThatNothingLookedAtIsPossiblyGrowing() {
    memory.heapMax(2_000 * MB).dead(0, 1_000_000).add("live", Shape.leak(2 * MB).from(300));
    jvm.run(9, memory);
    assertThat(jvm.story("heap-leak")).as("less than half is used").isEmpty();
    jvm.run(9, continuing(540));
    Claim claim = last("heap-leak").claim();
    assertThat(claim.severity()).isEqualTo(Severity.NOTICE);
    assertThat(claim.confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(claim.summary())
        .contains("is growing, possibly: by 110 MiB/min")
        .endsWith("; no collection has looked yet at what of it is dead.");
  }

  /** At this rate a concurrent cycle will come long before anything is full. */
  @Test
  void aHeapThatNothingLookedAtAndThatFillsSlowlyIsNoFinding() {
    jvm.run(120, memory.dead(0, 1_000_000).add("live", Shape.leak(0.3 * MB)));
    assertThat(jvm.story("heap-leak")).isEmpty();
  }

  /** As with the parallel collector, which looks once a minute while the heap is filling. */
  @Test
  void aHeapOfWhichFewCollectionsLeftMoreAndMoreGrows() {
    memory.heapMax(100_000 * MB).dead(100 * MB, 50).add("live", Shape.leak(8 * MB).from(300));
    jvm.run(9, memory);
    assertThat(last("heap-leak").claim().severity()).isEqualTo(Severity.WARNING);
    assertThat(last("heap-leak").claim().confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void aGrowthThatStopsClosesByItselfAndDoesNotFlap() {
    jvm.run(240, memory.add("netty", Shape.fill(1_500 * MB, 3_600).from(1_800)));
    List<String> story = jvm.story("netty-growth").stream().distinct().toList();
    assertThat(story).startsWith("open notice", "open warning").endsWith("closed warning");
    assertThat(jvm.story("netty-growth")).filteredOn(word -> word.startsWith("closed")).hasSize(1);
    long flat = 1_800_000_000_000L + (1_800 + 3_600) * 1_000L;
    assertThat(last("netty-growth").closedAtMillis() - flat).isLessThan(45 * 60_000);
  }

  @Test
  void aLongLeakIsOneFindingThatStaysOpen() {
    memory.add("mapped", Shape.leak(1 * MB).plus(Shape.noise(20 * MB, 120, 7)));
    jvm.run(360, memory);
    List<Finding> all = jvm.story.stream().filter(f -> f.rule().equals("mapped-growth")).toList();
    assertThat(all.stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(all).allMatch(Finding::isOpen);
    assertThat(jvm.story("mapped-growth").stream().distinct())
        .containsExactly("open notice", "open warning");
  }

  /** A file that was mapped long ago and is read only now looks the same. */
  @Test
  void filesThatAreMappedPastTheJvmsPoolAreSeenInTheLedgerAndNeverSure() {
    jvm.run(
        30,
        (window, second) -> {
          memory.read(window, second);
          if (second % 10 == 0) {
            window.value(
                "diag.memory.resident",
                Map.of("diag.memory.region", "mapped"),
                (double) second * MB);
          }
        });
    assertThat(jvm.story("mapped-growth")).contains("open notice").doesNotContain("open warning");
  }

  @Test
  void silenceNeitherOpensNorClosesAGrowth() {
    jvm.run(70, memory.add("direct", Shape.leak(1 * MB)));
    int told = jvm.story("direct-buffer-growth").size();
    jvm.silence(30);
    assertThat(jvm.story("direct-buffer-growth")).hasSize(told);
    assertThat(last("direct-buffer-growth").isOpen()).isTrue();
  }

  @Test
  void withoutALedgerNativeMemoryIsNotJudged() {
    jvm.run(
        60,
        (window, second) -> window.value("diag.process.rss", Map.of(), 500 * MB + 2 * MB * second));
    assertThat(jvm.story).isEmpty();
  }

  /** Goes on where a run of so many seconds ended. */
  private SimulatedJvm.Reading continuing(long seconds) {
    return (window, second) -> memory.read(window, seconds + second);
  }

  private static Shape leakAfterAnHour(double perSecond) {
    return Shape.flat(60 * MB).plus(Shape.leak(perSecond).from(3_600));
  }

  private Finding last(String rule) {
    return jvm.story.stream()
        .filter(finding -> finding.rule().equals(rule))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + rule + " in " + jvm.story));
  }

  private static double figure(Claim claim, String label) {
    return claim.evidence().stream()
        .filter(one -> one.label().equals(label))
        .mapToDouble(one -> ((FigureEvidence) one).value())
        .findFirst()
        .orElseThrow();
  }
}
