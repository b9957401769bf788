package io.diag.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final Persistence PERSISTENCE = new Persistence(MINUTE, 2 * MINUTE, 10 * MINUTE);

  private final List<String> ids = new ArrayList<>();
  private final Lifecycle lifecycle =
      new Lifecycle(
          "heat",
          PERSISTENCE,
          () -> {
            ids.add("id-" + ids.size());
            return ids.get(ids.size() - 1);
          });
  private final List<String> story = new ArrayList<>();
  private Condition condition = Condition.NONE;
  private long now = 1_000_000_000;

  @Test
  void opensOnlyAfterItPersistedAndSaysSinceWhen() {
    long began = now + 10 * SECOND;
    steps(6, present(Severity.WARNING, "hot"));
    assertThat(condition.isOpen()).isFalse();
    steps(1, present(Severity.WARNING, "hot"));
    assertThat(condition.isOpen()).isTrue();
    assertThat(condition.finding().sinceMillis()).isEqualTo(began);
    assertThat(condition.finding().changedAtMillis()).isEqualTo(now);
    assertThat(condition.finding().id()).isEqualTo("id-0");
  }

  @Test
  void onePassingSpikeOpensNothing() {
    for (int hour = 0; hour < 10; hour++) {
      steps(5, present(Severity.CRITICAL, "hot"));
      steps(1, Verdict.absent(""));
      steps(354, Verdict.absent(""));
    }
    assertThat(story).isEmpty();
  }

  @Test
  void closesOnlyAfterItStayedAway() {
    steps(7, present(Severity.WARNING, "hot"));
    steps(12, Verdict.absent(""));
    assertThat(condition.isOpen()).isTrue();
    steps(1, Verdict.absent(""));
    assertThat(condition.isOpen()).isFalse();
    assertThat(condition.finding().closedAtMillis()).isEqualTo(now);
    assertThat(condition.finding().claim().summary()).isEqualTo("hot");
  }

  @Test
  void noiseAroundTheThresholdsNeitherOpensNorClosesTenTimesAnHour() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 6 * 360; i++) {
      double value = 10 + 2 * (random.nextDouble() - 0.5) * 4;
      Verdict verdict =
          value >= 10
              ? present(Severity.WARNING, "hot")
              : value < 7 ? Verdict.absent("") : Verdict.between("");
      steps(1, verdict);
    }
    assertThat(story.size()).as("%s", story).isLessThanOrEqualTo(2);
  }

  @Test
  void whatIsInTheBandNeitherOpensNorCloses() {
    steps(1_000, Verdict.between(""));
    assertThat(story).isEmpty();
    steps(7, present(Severity.WARNING, "hot"));
    steps(1_000, Verdict.between(""));
    assertThat(condition.isOpen()).isTrue();
  }

  @Test
  void missingDataNeitherOpenNorClose() {
    steps(6, present(Severity.WARNING, "hot"));
    steps(1_000, Verdict.unknown(""));
    assertThat(condition.isOpen()).as("not opened by time alone").isFalse();
    steps(2, present(Severity.WARNING, "hot"));
    assertThat(condition.isOpen()).as("goes on counting where it was").isTrue();
    steps(12, Verdict.absent(""));
    steps(1_000, Verdict.unknown(""));
    assertThat(condition.isOpen()).as("not closed by time alone").isTrue();
    steps(2, Verdict.absent(""));
    assertThat(condition.isOpen()).isFalse();
  }

  @Test
  void aStepOfTheClockOpensAndClosesNothing() {
    steps(2, present(Severity.WARNING, "hot"));
    now += 30L * 24 * 60 * MINUTE;
    steps(1, present(Severity.WARNING, "hot"));
    assertThat(condition.isOpen()).isFalse();
    now -= 60L * 24 * 60 * MINUTE;
    steps(1, present(Severity.WARNING, "hot"));
    assertThat(condition.isOpen()).isFalse();
    steps(2, present(Severity.WARNING, "hot"));
    assertThat(condition.isOpen()).isTrue();
    steps(2, Verdict.absent(""));
    now += 30L * 24 * 60 * MINUTE;
    steps(1, Verdict.absent(""));
    assertThat(condition.isOpen()).isTrue();
  }

  @Test
  void whatComesBackSoonIsTheSameFinding() {
    steps(7, present(Severity.WARNING, "hot"));
    long since = condition.finding().sinceMillis();
    steps(13, Verdict.absent(""));
    steps(20, Verdict.absent(""));
    steps(7, present(Severity.CRITICAL, "hotter"));
    assertThat(condition.finding().id()).isEqualTo("id-0");
    assertThat(condition.finding().sinceMillis()).isEqualTo(since);
    assertThat(condition.finding().claim().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(story).containsExactly("open hot", "closed hot", "open hotter");
  }

  @Test
  void whatComesBackLateIsAnotherFinding() {
    steps(7, present(Severity.WARNING, "hot"));
    steps(13, Verdict.absent(""));
    steps(61, Verdict.absent(""));
    steps(7, present(Severity.WARNING, "hot"));
    assertThat(condition.finding().id()).isEqualTo("id-1");
  }

  @Test
  void worseIsSaidAtOnceAndMilderOnlyAfterItStayedSo() {
    steps(7, present(Severity.WARNING, "hot"));
    long since = condition.finding().sinceMillis();
    steps(1, present(Severity.CRITICAL, "burning"));
    assertThat(condition.finding().claim().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(condition.finding().sinceMillis()).isEqualTo(since);
    for (int i = 0; i < 20; i++) {
      steps(5, present(Severity.WARNING, "hot"));
      steps(1, present(Severity.CRITICAL, "burning"));
    }
    assertThat(story).containsExactly("open hot", "open burning");
    steps(13, present(Severity.WARNING, "hot"));
    assertThat(condition.finding().claim().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void newFiguresAreWorthAChangeOnceAMinute() {
    for (int i = 0; i < 7 + 36; i++) {
      steps(1, present(Severity.WARNING, "hot by " + i));
    }
    assertThat(story).hasSize(1 + 6);
  }

  @Test
  void whoseCodeItIsIsToldAtOnce() {
    steps(7, present(Severity.WARNING, "hot"));
    GrowthStack stack = new GrowthStack("live", "Book.keep", 0.9, List.of("Book.keep"), 1, 2);
    Claim named =
        new Claim(
            Severity.WARNING,
            Confidence.LIKELY,
            "hot in Book.keep",
            List.of(new StackEvidence("Taken in", stack)),
            List.of());
    steps(1, Verdict.present("", named));
    assertThat(story).containsExactly("open hot", "open hot in Book.keep");
  }

  @Test
  void theEndOfTheJvmClosesWithTheReason() {
    steps(7, present(Severity.WARNING, "hot"));
    condition = Lifecycle.end(condition, "The JVM ended.", now);
    assertThat(condition.finding().isOpen()).isFalse();
    assertThat(condition.finding().claim().evidence().get(0))
        .isInstanceOfSatisfying(
            TextEvidence.class, text -> assertThat(text.text()).isEqualTo("The JVM ended."));
    Condition again = Lifecycle.end(condition, "The JVM ended.", now + 1);
    assertThat(again).isSameAs(condition);
  }

  private void steps(int count, Verdict verdict) {
    for (int i = 0; i < count; i++) {
      now += 10 * SECOND;
      Finding before = condition.finding();
      condition = lifecycle.step(condition, verdict, now);
      Finding after = condition.finding();
      if (after != before) {
        story.add((after.isOpen() ? "open " : "closed ") + after.claim().summary());
      }
    }
  }

  private static Verdict present(Severity severity, String summary) {
    return Verdict.present(
        "", new Claim(severity, Confidence.LIKELY, summary, List.of(), List.of()));
  }
}
