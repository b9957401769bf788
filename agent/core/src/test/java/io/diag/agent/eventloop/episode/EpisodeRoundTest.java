package io.diag.agent.eventloop.episode;

import static io.diag.agent.eventloop.episode.SimulatedLoop.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.ProcessStall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticks of known length and kind, on a clock that is moved by hand. */
class EpisodeRoundTest {
  private static final String[] SLEEP = {
    "java.lang.Thread.sleep!",
    "com.acme.Dao.load",
    "com.acme.Handler.read",
    "io.netty.channel.nio.NioEventLoop.run",
    "java.lang.Thread.run"
  };

  private final SimulatedLoop loop = new SimulatedLoop();
  private final List<LoopEpisode> episodes = new ArrayList<>();
  private final List<LoopPattern> patterns = new ArrayList<>();
  private final List<ProcessStall> stalls = new ArrayList<>();
  private final List<long[]> processStalls = new ArrayList<>();
  private final List<long[]> keptWithinALook = new ArrayList<>();
  private boolean looksTakeWhatTheyWaitFor;
  private boolean isForACpu = true;
  private long ownQueuedNanos;
  private long stoppedNanos;
  private int looks;
  private int threadLooks;

  /** How long the first sample has to wait, since the JVM collects. */
  private long stoppedByLook;

  @Test
  void aLongTickIsOneEpisodeWithItsExactLength() {
    loop.parked(100, 183, SLEEP);
    run(400);
    LoopEpisode episode = only();
    assertThat(episode.durationMillis()).isEqualTo(83);
    assertThat(episode.startedAtMillis()).isEqualTo(100);
    assertThat(episode.loopName()).isEqualTo("simulated");
    assertThat(episode.blamed()).isEqualTo("com.acme.Handler.read");
    assertThat(episode.millis()).containsEntry("parked", 83.0).containsEntry("cpu", 0.0);
    assertThat(episode.stack().samples()).isBetween(5L, 7L);
    assertThat(episode.stack().heaviest().get(0)).startsWith("java.lang.Thread.sleep");
  }

  @Test
  void whatIsShorterThanTheThresholdIsNone() {
    loop.parked(100, 149, SLEEP).parked(200, 249, SLEEP);
    run(400);
    assertThat(episodes).isEmpty();
  }

  @Test
  void whenItBeganWithinTheRhythmOfTheWatchDoesNotMatter() {
    for (long start = 100; start < 140; start++) {
      episodes.clear();
      SimulatedLoop one = new SimulatedLoop().parked(start, start + 51, SLEEP);
      run(one, 300);
      assertThat(episodes).as("one that began at %d", start).hasSize(1);
      assertThat(episodes.get(0).stack().samples()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void timeIsToldByKind() {
    loop.tick(
        100, 300, SimulatedLoop.look(Thread.State.RUNNABLE, "com.acme.Handler.burn"), 0.75, 0.2);
    run(500);
    assertThat(only().millis().get("cpu")).isCloseTo(150, within(1.0));
    assertThat(only().millis().get("runQueue")).isCloseTo(40, within(1.0));
    assertThat(only().millis()).containsEntry("parked", 0.0).containsEntry("io", 0.0);
  }

  @Test
  void aSystemCallIsIoAndALockIsMonitor() {
    loop.tick(
        100,
        200,
        SimulatedLoop.look(
            Thread.State.RUNNABLE, "sun.nio.ch.FileDispatcherImpl.force0!", "com.acme.Log.sync"),
        0,
        0);
    loop.tick(300, 400, SimulatedLoop.look(Thread.State.BLOCKED, "com.acme.Handler.locked"), 0, 0);
    run(600);
    assertThat(episodes).hasSize(2);
    assertThat(episodes.get(0).millis()).containsEntry("io", 100.0);
    assertThat(episodes.get(1).millis()).containsEntry("monitor", 100.0);
  }

  @Test
  void whoWaitsForACpuOnlyIsNotBlocked() {
    loop.tick(
        100, 250, SimulatedLoop.look(Thread.State.RUNNABLE, "com.acme.Handler.read"), 0.1, 0.9);
    run(500);
    assertThat(episodes).isEmpty();
  }

  @Test
  void aStallOfTheWholeProcessIsNoEpisode() {
    loop.parked(100, 1_105, SLEEP);
    processStalls.add(new long[] {103, 1_103, 0});
    run(1_500);
    assertThat(episodes).isEmpty();
    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).durationMillis()).isCloseTo(1_000, within(25.0));
    assertThat(stalls.get(0).stoppedMillis()).isZero();
    assertThat(stalls.get(0).loops()).isEqualTo(1);
  }

  /** The watch lost its CPU in the middle of a look, and the loop did not get one either. */
  @Test
  void aWatchThatIsKeptFromRunningWithinALookIsAStallToo() {
    loop.parked(100, 215, SLEEP);
    keptWithinALook.add(new long[] {101, 210});
    run(500);
    assertThat(episodes).isEmpty();
    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).durationMillis()).isCloseTo(100, within(15.0));
    assertThat(stalls.get(0).loops()).isEqualTo(1);
  }

  @Test
  void aWatchThatWaitsForADiskWithinALookSaysNothingOfTheLoop() {
    loop.parked(100, 215, SLEEP);
    keptWithinALook.add(new long[] {101, 210});
    isForACpu = false;
    run(500);
    assertThat(only().durationMillis()).isEqualTo(115);
    assertThat(stalls).isEmpty();
  }

  @Test
  void aCollectionWithinALookCountsOnce() {
    loop.parked(100, 300, SLEEP);
    stoppedByLook = 80 * MILLI;
    looksTakeWhatTheyWaitFor = true;
    run(600);
    assertThat(only().durationMillis()).isEqualTo(200);
    assertThat(only().millis().get("gc")).isCloseTo(80, within(1.0));
  }

  @Test
  void aCollectionWithinABlockIsToldAsThat() {
    loop.parked(100, 300, SLEEP);
    processStalls.add(new long[] {150, 230, 80});
    run(600);
    LoopEpisode episode = only();
    assertThat(episode.durationMillis()).isEqualTo(200);
    assertThat(episode.millis().get("gc")).isCloseTo(75, within(10.0));
    assertThat(episode.millis().get("parked")).isCloseTo(125, within(10.0));
  }

  @Test
  void aCollectionThatTheLoopItselfAsksForIsItsEpisode() {
    loop.tick(
        100,
        300,
        SimulatedLoop.look(
            Thread.State.RUNNABLE, "java.lang.Runtime.gc!", "java.lang.System.gc", "com.acme.H.r"),
        0,
        0);
    stoppedByLook = 160 * MILLI;
    run(600);
    assertThat(only().durationMillis()).isEqualTo(200);
    assertThat(only().blamed()).isEqualTo("com.acme.H.r");
    assertThat(only().millis().get("gc")).isCloseTo(160, within(1.0));
  }

  @Test
  void aTickThatEndsWithinAStallHasItsOwnLength() {
    loop.parked(100, 290, SLEEP);
    processStalls.add(new long[] {199, 300, 0});
    run(600);
    assertThat(only().durationMillis()).isEqualTo(190);
  }

  @Test
  void aBlockOfMinutesIsSampledEverMoreSeldomAndToldWhileItLasts() {
    loop.parked(100, 120_100, SLEEP);
    run(121_000);
    assertThat(episodes).hasSize(3);
    assertThat(episodes.get(0).durationMillis()).isBetween(10_000.0, 11_000.0);
    assertThat(episodes.get(1).durationMillis()).isBetween(100_000.0, 106_000.0);
    assertThat(episodes.get(2).durationMillis()).isEqualTo(120_000);
    assertThat(episodes).allMatch(one -> one.startedAtMillis() == 100);
    assertThat(episodes.get(2).stack().samples()).isLessThan(300);
  }

  @Test
  void aThreadWithoutAFrameworkThatStaysAwayForAMinuteHasLeftItsSelector() {
    loop.homeMade().parked(100, 120_100, SLEEP);
    run(121_000);
    assertThat(episodes).isEmpty();
  }

  @Test
  void aThreadThatHasEndedIsNotAskedAgainAndAgain() {
    loop.tick(100, 30_000, null, 0, 0);
    run(10_000);
    assertThat(looks).isLessThan(700);
    assertThat(threadLooks).isEqualTo(1);
  }

  @Test
  void manyLoopsThatBlockAtOnceShareABudgetOfSamples() {
    List<SimulatedLoop> many = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      many.add(new SimulatedLoop().parked(100, 5_100, SLEEP));
    }
    run(many, 6_000);
    assertThat(episodes).hasSize(64);
    assertThat(threadLooks).isLessThan(20 + 5 * 100 + 50);
  }

  @Test
  void anIdleLoopIsLookedAtFiftyTimesASecond() {
    run(10_000);
    assertThat(looks).isBetween(500, 625);
  }

  @Test
  void afterAQuietMinuteItIsLookedAtHalfAsOftenUntilATickIsLong() {
    run(100_000);
    assertThat(looks).isBetween(60 * 50 + 40 * 25, 60 * 63 + 40 * 32);
    for (long start = 100_000; start < 102_000; start += 201) {
      loop.parked(start, start + 51, SLEEP);
    }
    run(103_000);
    assertThat(episodes).hasSize(10);
    assertThat(episodes.get(0).stack().samples()).isGreaterThanOrEqualTo(1);
    assertThat(episodes.get(9).stack().samples()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void shortWaitsAreToldAsAPatternWithTheirTotal() {
    for (long at = 13; at < 61_000; at += 47) {
      loop.parked(at, at + 5, SLEEP);
    }
    run(61_500);
    assertThat(episodes).isEmpty();
    assertThat(patterns).hasSize(1);
    LoopPattern pattern = patterns.get(0);
    assertThat(pattern.blamed()).isEqualTo("com.acme.Handler.read");
    assertThat(pattern.totalMillis()).isCloseTo(60_000 * 5 / 47.0, within(1_000.0));
  }

  private LoopEpisode only() {
    assertThat(episodes).hasSize(1);
    return episodes.get(0);
  }

  private void run(long untilMillis) {
    run(loop, untilMillis);
  }

  private void run(SimulatedLoop watched, long untilMillis) {
    run(List.of(watched), untilMillis);
  }

  private void run(List<SimulatedLoop> watched, long untilMillis) {
    long[] clock = new long[1];
    EpisodeRound round =
        new EpisodeRound(
            new Gauge(watched.get(0)), 50 * MILLI, new Found(), () -> clock[0] / MILLI, 0);
    List<WatchedLoop> loops = watched.stream().map(one -> new WatchedLoop(one, 0)).toList();
    long due = 0;
    while (due < untilMillis * MILLI) {
      long later = due;
      for (long[] stall : processStalls) {
        if (due >= stall[0] * MILLI && due < stall[1] * MILLI) {
          later = stall[1] * MILLI;
          stoppedNanos += stall[2] * MILLI;
        }
      }
      long now = later;
      clock[0] = now;
      watched.forEach(one -> one.moveTo(now));
      looks++;
      long stoppedBefore = stoppedNanos;
      due = round.look(loops, due, now);
      assertThat(due).as("the next look is later").isGreaterThan(now);
      long end = now + (looksTakeWhatTheyWaitFor ? stoppedNanos - stoppedBefore : 0);
      for (long[] kept : keptWithinALook) {
        if (now >= kept[0] * MILLI && now < kept[1] * MILLI) {
          end = kept[1] * MILLI;
          ownQueuedNanos += isForACpu ? end - now : 0;
        }
      }
      round.over(loops, now, end, 0);
      due = Math.max(due, end);
    }
  }

  private final class Gauge implements ThreadGauge {
    private final SimulatedLoop watched;

    Gauge(SimulatedLoop watched) {
      this.watched = watched;
    }

    @Override
    public Thread.State state(Thread thread) {
      ThreadLook look = watched.lookNow();
      return look == null ? Thread.State.TERMINATED : look.state();
    }

    @Override
    public long cpuNanos(Thread thread) {
      return watched.cpuNanos();
    }

    @Override
    public long runQueueNanos(Thread thread) {
      return watched.runQueueNanos();
    }

    @Override
    public long ownRunQueueNanos() {
      return ownQueuedNanos;
    }

    @Override
    public long stoppedNanos() {
      return stoppedNanos;
    }

    @Override
    public ThreadLook look(long threadId) {
      threadLooks++;
      stoppedNanos += stoppedByLook;
      stoppedByLook = 0;
      return watched.lookNow();
    }
  }

  private final class Found implements EpisodeRound.Outlet {
    @Override
    public void episode(LoopEpisode episode, long nowNanos) {
      episodes.add(episode);
    }

    @Override
    public void pattern(LoopPattern pattern, long nowNanos) {
      patterns.add(pattern);
    }

    @Override
    public void stall(ProcessStall stall, long nanos, long nowNanos) {
      stalls.add(stall);
    }
  }
}
