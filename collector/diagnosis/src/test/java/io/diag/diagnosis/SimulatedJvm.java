package io.diag.diagnosis;

import io.diag.diagnosis.rule.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JVM whose agent reads every five seconds and a judge who looks every ten, both by a clock that
 * the test turns.
 */
public final class SimulatedJvm {
  private static final long INTERVAL_MILLIS = 5_000;

  public final SeriesWindow window = new SeriesWindow(Rules.series());

  /** What is known of circles, by their ids. */
  public final Map<String, Deadlock> deadlocks = new LinkedHashMap<>();

  /** When its event loops were blocked. */
  public final List<LoopBlock> loopBlocks = new ArrayList<>();

  /** Whose code takes what grows, by the rule that found it. */
  public final Map<String, GrowthOrigin> growthOrigins = new LinkedHashMap<>();

  /** What opened, changed and closed, in that order. */
  public final List<Finding> story = new ArrayList<>();

  private int ids;
  private final Diagnosis diagnosis = new Diagnosis(Rules.all(), () -> "id-" + ++ids);

  /** The judge's clock. */
  private long now = 1_800_000_000_000L;

  /** The JVM's clock less the judge's. */
  private long offset;

  private long silent;
  private long listened;
  private String departure;

  /** Adds the values of one reading to the window. */
  public interface Reading {
    void read(SeriesWindow window, long second);
  }

  /** Lets the JVM run and be judged for a while. */
  public SimulatedJvm run(long minutes, Reading reading) {
    long end = now + minutes * 60_000;
    long start = now;
    while (now < end) {
      now += INTERVAL_MILLIS;
      silent = 0;
      listened = 0;
      window.sample(now + offset, now);
      reading.read(window, (now - start) / 1_000);
      if ((now / INTERVAL_MILLIS) % 2 == 0) {
        judge();
      }
    }
    return this;
  }

  /** Nothing comes from the JVM for a while; the judge goes on. */
  public SimulatedJvm silence(long minutes) {
    for (long end = now + minutes * 60_000; now < end; ) {
      now += 10_000;
      silent += 10_000;
      listened += 10_000;
      judge();
    }
    return this;
  }

  /** The judge is away for a while, and begins to listen anew. */
  public SimulatedJvm judgeAway(long minutes) {
    now += minutes * 60_000;
    silent += minutes * 60_000;
    listened = 0;
    judge();
    return this;
  }

  /** What was read while nothing came arrives all at once; seconds count down to now. */
  public SimulatedJvm catchUp(long minutes, Reading reading) {
    long arrived = now;
    for (long time = now - minutes * 60_000; time < arrived; time += INTERVAL_MILLIS) {
      window.sample(time + offset, arrived);
      reading.read(window, (time - arrived) / 1_000);
      if (time / INTERVAL_MILLIS % 20 == 0) {
        silent = 0;
        listened = 0;
        judge();
      }
    }
    return this;
  }

  public SimulatedJvm clockSteps(long minutes) {
    offset += minutes * 60_000;
    return this;
  }

  public SimulatedJvm departs(String why) {
    departure = why;
    judge();
    return this;
  }

  public SimulatedJvm judge() {
    Presence presence =
        departure == null
            ? Presence.there("checkout (pid 7 on web-1)", silent, listened, INTERVAL_MILLIS)
            : Presence.departed("checkout (pid 7 on web-1)", departure);
    story.addAll(
        diagnosis.judge(
            new Situation(now, presence, window, deadlocks.values(), loopBlocks, growthOrigins)));
    return this;
  }

  public long now() {
    return now;
  }

  /** The story of one rule in words: {@code open warning}, {@code closed critical}. */
  public List<String> story(String rule) {
    List<String> words = new ArrayList<>();
    for (Finding finding : story) {
      if (finding.rule().equals(rule)) {
        words.add((finding.isOpen() ? "open " : "closed ") + finding.claim().severity().label());
      }
    }
    return words;
  }

  public Finding last() {
    return story.get(story.size() - 1);
  }
}
