package io.diag.agent.eventloop.episode;

import io.diag.wire.Event;
import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.ProcessStall;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * Sends what a round finds, at a bounded rate: a collector takes 2,000 events of a JVM in a day.
 * The watch's thread.
 */
final class EpisodeSender implements EpisodeRound.Outlet {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final Consumer<Event> events;
  private final DurationTally stalls;
  private final HeldPace<LoopEpisode> episodePace;
  private final HeldPace<LoopPattern> patternPace;
  private final HeldPace<ProcessStall> stallPace;

  /**
   * @param stalls counts each stall, sent or not
   * @param nowNanos {@code nanoTime}
   */
  EpisodeSender(Consumer<Event> events, DurationTally stalls, long nowNanos) {
    this.events = events;
    this.stalls = stalls;
    episodePace =
        new HeldPace<>(
            30,
            120 * SECOND_NANOS,
            Comparator.comparingDouble(LoopEpisode::durationMillis),
            (episode, leftOut) -> send(episode.after(leftOut).event()),
            nowNanos);
    patternPace =
        new HeldPace<>(
            5,
            180 * SECOND_NANOS,
            Comparator.comparingDouble(LoopPattern::totalMillis),
            (pattern, leftOut) -> send(pattern.event()),
            nowNanos);
    stallPace =
        new HeldPace<>(
            5,
            120 * SECOND_NANOS,
            Comparator.comparingDouble(ProcessStall::durationMillis),
            (stall, leftOut) -> send(stall.event()),
            nowNanos);
  }

  @Override
  public void episode(LoopEpisode episode, long nowNanos) {
    episodePace.offer(episode, nowNanos);
  }

  @Override
  public void pattern(LoopPattern pattern, long nowNanos) {
    patternPace.offer(pattern, nowNanos);
  }

  @Override
  public void stall(ProcessStall stall, long nanos, long nowNanos) {
    stalls.add(nanos);
    stallPace.offer(stall, nowNanos);
  }

  /** Sends what was held back and is due. */
  void flush(long nowNanos) {
    episodePace.send(nowNanos);
    patternPace.send(nowNanos);
    stallPace.send(nowNanos);
  }

  private void send(Event event) {
    try {
      events.accept(event);
    } catch (RuntimeException notSent) {
      // one event less; the counts have it
    }
  }
}
