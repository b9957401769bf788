package io.diag.collector.finding;

import io.diag.collector.store.Jvm;
import io.diag.collector.store.JvmFinding;
import io.diag.collector.store.StoreException;
import io.diag.diagnosis.Deadlock;
import io.diag.diagnosis.Diagnosis;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.LoopBlock;
import io.diag.diagnosis.Presence;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.WaitingThread;
import io.diag.diagnosis.growth.Gauge;
import io.diag.diagnosis.growth.MemoryHistory;
import io.diag.diagnosis.rule.Rules;
import io.diag.wire.DeadlockEvent;
import io.diag.wire.Event;
import io.diag.wire.HistogramPoint;
import io.diag.wire.LoopEpisode;
import io.diag.wire.Point;
import io.diag.wire.WireException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is known of one JVM for its findings. Any thread; bounded. */
final class JvmWatch {
  /** No agent of ours reports more at once. */
  private static final int MAX_DEADLOCKS = 32;

  /** An agent sends thirty at once and then one in two minutes: those of hours. */
  private static final int MAX_LOOP_BLOCKS = 128;

  /** Readings of a JVM that has been silent for so long are let go of. */
  private static final long FORGOTTEN_MILLIS = 10 * 60_000;

  /** A store that is busy may be read a little later. */
  private static final int MOST_RECALLS = 3;

  private final String jvmId;
  private SeriesWindow window = new SeriesWindow(Rules.series());

  /** How often it is tried to read the memory of before this window. */
  private int recallsLeft = MOST_RECALLS;

  private final Map<String, Deadlock> deadlocks = new LinkedHashMap<>();
  private final Deque<LoopBlock> loopBlocks = new ArrayDeque<>();
  private final Diagnosis diagnosis;
  private long heardAtMillis;
  private long lastSequence = -1;
  private long lastSeenMillis;

  /**
   * @param heardAtMillis when the JVM was heard last
   * @param recent the findings that it had
   */
  JvmWatch(String jvmId, long heardAtMillis, List<JvmFinding> recent, Supplier<String> ids) {
    this.jvmId = jvmId;
    this.heardAtMillis = heardAtMillis;
    diagnosis = new Diagnosis(Rules.all(), ids);
    for (JvmFinding one : recent) {
      diagnosis.restore(one.finding());
    }
  }

  synchronized void series(
      long timeMillis, List<Point> points, List<HistogramPoint> histograms, long nowMillis) {
    window.sample(timeMillis, nowMillis);
    for (Point point : points) {
      window.value(point.name(), point.labels(), point.value());
    }
    for (HistogramPoint point : histograms) {
      window.histogram(
          point.name(), point.labels(), point.histogram().count(), point.histogram().sum());
    }
  }

  /**
   * Has the window know the memory of before it began, once it has begun. Blocks while that is
   * read; most of it beside what comes in meanwhile.
   *
   * @return whether that was tried now
   * @throws StoreException if it cannot be read; it is tried again a few times
   */
  boolean recall(MemoryPast past) {
    long newest;
    long startMillis;
    synchronized (this) {
      newest = window.newestMillis();
      double uptime = window.memory().gauge(Gauge.UPTIME);
      if (recallsLeft == 0 || Double.isNaN(uptime)) {
        return false;
      }
      recallsLeft--;
      startMillis = newest - (long) (uptime * 1e3);
    }
    MemoryHistory longer = new MemoryHistory();
    past.read(jvmId, startMillis, newest - MemoryPast.LENGTH_MILLIS, newest + 1, longer);
    synchronized (this) {
      long latest = window.newestMillis();
      if (latest > newest) {
        past.read(jvmId, startMillis, newest + 1, latest + 1, longer);
      }
      if (latest >= newest) { // else its clock was set back meanwhile
        window.remember(longer);
      }
      recallsLeft = 0;
    }
    return true;
  }

  /**
   * @param offsetMillis the JVM's clock less ours, or null
   */
  synchronized void event(Event event, Long offsetMillis) {
    long time = event.timeMillis() - (offsetMillis == null ? 0 : offsetMillis);
    try {
      switch (event.name()) {
        case DeadlockEvent.FOUND, DeadlockEvent.GONE -> deadlock(event, time);
        case LoopEpisode.NAME -> loopBlock(LoopEpisode.of(event), time);
        default -> {}
      }
    } catch (WireException notOurs) {
      // Checked where it came in; one of a later version of the event is kept and not judged.
    }
  }

  private void deadlock(Event event, long since) throws WireException {
    DeadlockEvent seen = DeadlockEvent.of(event);
    deadlocks.remove(seen.id());
    deadlocks.put(
        seen.id(),
        event.name().equals(DeadlockEvent.GONE)
            ? Deadlock.gone(seen.id())
            : Deadlock.of(seen.id(), since, threads(seen)));
    if (deadlocks.size() > MAX_DEADLOCKS) {
      deadlocks.remove(deadlocks.keySet().iterator().next());
    }
  }

  private void loopBlock(LoopEpisode episode, long since) {
    LoopBlock block =
        new LoopBlock(
            Long.toString(episode.loopId()),
            episode.loopName(),
            since,
            episode.durationMillis(),
            episode.blamed() == null ? "" : episode.blamed(),
            episode.millis());
    loopBlocks.removeIf(block::isSameAs); // told before, while it went on
    loopBlocks.addLast(block);
    if (loopBlocks.size() > MAX_LOOP_BLOCKS) {
      loopBlocks.removeFirst();
    }
  }

  /**
   * @param listeningSinceMillis since when the JVM would have been heard
   * @param origins whose code takes what grows, as far as it was recorded
   * @return the findings that opened, changed or closed
   */
  synchronized List<JvmFinding> judge(
      Jvm jvm, long listeningSinceMillis, Map<String, GrowthOrigin> origins, long nowMillis) {
    // Changes and not times: a time from before a step of the clock may lie ahead.
    if (jvm.lastSequence() != lastSequence && lastSequence >= 0) {
      heardAtMillis = nowMillis;
    } else if (jvm.lastSeenAtMillis() != lastSeenMillis) {
      heardAtMillis = jvm.lastSeenAtMillis();
    }
    lastSequence = jvm.lastSequence();
    lastSeenMillis = jvm.lastSeenAtMillis();
    heardAtMillis = Math.min(heardAtMillis, nowMillis);
    if (nowMillis - heardAtMillis > FORGOTTEN_MILLIS && window.samples().size() > 0) {
      window = new SeriesWindow(Rules.series()); // nothing can be told of it any more
      recallsLeft = MOST_RECALLS;
    }
    List<Finding> changed = new ArrayList<>(diagnosis.endUnknownRules(nowMillis));
    changed.addAll(
        diagnosis.judge(
            new Situation(
                nowMillis,
                presence(jvm, listeningSinceMillis, nowMillis),
                window,
                deadlocks.values(),
                loopBlocks,
                origins)));
    return changed.stream().map(finding -> new JvmFinding(jvmId, finding)).toList();
  }

  private Presence presence(Jvm jvm, long listeningSinceMillis, long nowMillis) {
    String name =
        jvm.hello().service() + " (pid " + jvm.hello().pid() + " on " + jvm.hello().host() + ")";
    if (jvm.goodbye() != null) {
      return Presence.departed(
          name,
          switch (jvm.goodbye()) {
            case ENDED -> "The JVM ended in an orderly way.";
            case DETACHED -> "The agent was detached, so nobody looks any more.";
          });
    }
    return Presence.there(
        name,
        nowMillis - heardAtMillis,
        nowMillis - Math.max(heardAtMillis, listeningSinceMillis),
        jvm.hello().intervalMillis());
  }

  private static List<WaitingThread> threads(DeadlockEvent deadlock) {
    return deadlock.threads().stream()
        .map(
            thread ->
                new WaitingThread(
                    thread.name(), thread.waitsFor(), thread.heldBy(), thread.stack()))
        .toList();
  }
}
