package io.diag.cli;

import io.diag.diagnosis.Deadlock;
import io.diag.diagnosis.Diagnosis;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.LoopBlock;
import io.diag.diagnosis.Presence;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.WaitingThread;
import io.diag.diagnosis.code.GrowingMemory;
import io.diag.diagnosis.rule.Rules;
import io.diag.wire.DeadlockEvent;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.HistogramPoint;
import io.diag.wire.ItemKind;
import io.diag.wire.LoopEpisode;
import io.diag.wire.Point;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import io.diag.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JVM as the rules see it: takes what its agent collected, and keeps what is found. */
final class Patient {
  private static final long INTERVAL_MILLIS = 5_000;

  private String name = "";
  private final SeriesWindow series = new SeriesWindow(Rules.series());
  private final Map<String, Deadlock> deadlocks = new LinkedHashMap<>();
  private final List<LoopBlock> loopBlocks = new ArrayList<>();
  private final Map<String, GrowthOrigin> origins = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final MemoryChange memory = new MemoryChange();
  private final Diagnosis diagnosis;
  private int readings;
  private int ids;

  Patient() {
    diagnosis = new Diagnosis(Rules.all(), () -> Integer.toString(++ids));
  }

  /**
   * Takes a line of the agent's copy; judges after each sample.
   *
   * @throws IOException if it is none
   */
  void take(String line, long nowMillis) throws IOException {
    int space = line.indexOf(' ');
    String kind = line.substring(0, Math.max(0, space));
    InputStream body =
        new ByteArrayInputStream(line.substring(space + 1).getBytes(StandardCharsets.UTF_8));
    if (kind.equals(ItemKind.SERIES.label())) {
      sample(SeriesCodec.read(body), nowMillis);
    } else if (kind.equals(ItemKind.EVENT.label())) {
      event(EventCodec.read(body));
    }
  }

  String name() {
    return name;
  }

  /** What a person calls it. */
  void name(String said) {
    name = said;
  }

  int readings() {
    return readings;
  }

  /** The open ones, the worst first. */
  List<Finding> findings() {
    List<Finding> open = new ArrayList<>(findings.values());
    open.sort(
        (a, b) -> {
          int bySeverity = a.claim().severity().compareTo(b.claim().severity());
          return bySeverity != 0 ? bySeverity : Long.compare(a.sinceMillis(), b.sinceMillis());
        });
    return open;
  }

  MemoryChange memory() {
    return memory;
  }

  /** Takes what a recording told of what grows, and judges anew. */
  void recorded(GrowingMemory what, GrowthOrigin origin, long nowMillis) {
    origins.put(what.rule(), origin);
    notes.remove(what.rule());
    judge(nowMillis);
  }

  /** Keeps why a recording told nothing. */
  void unrecorded(GrowingMemory what, String why) {
    notes.put(what.rule(), why);
  }

  /** Why nothing is known of whose code takes what a rule found to grow, or null. */
  String note(String rule) {
    return notes.get(rule);
  }

  /** How it stands, in a few words. */
  String progress() {
    return readings
        + " readings, "
        + findings.size()
        + (findings.size() == 1 ? " finding" : " findings");
  }

  private void sample(SeriesSample sample, long nowMillis) {
    series.sample(sample.timeMillis(), nowMillis);
    for (Point point : sample.points()) {
      series.value(point.name(), point.labels(), point.value());
    }
    for (HistogramPoint point : sample.histograms()) {
      series.histogram(
          point.name(), point.labels(), point.histogram().count(), point.histogram().sum());
    }
    memory.take(sample.points());
    readings++;
    judge(nowMillis);
  }

  private void judge(long nowMillis) {
    Presence presence = Presence.there(name, 0, 0, INTERVAL_MILLIS);
    Situation situation =
        new Situation(nowMillis, presence, series, deadlocks.values(), loopBlocks, origins);
    for (Finding finding : diagnosis.judge(situation)) {
      if (finding.isOpen()) {
        findings.put(finding.id(), finding);
      } else {
        findings.remove(finding.id());
      }
    }
  }

  private void event(Event event) {
    try {
      switch (event.name()) {
        case DeadlockEvent.FOUND:
        case DeadlockEvent.GONE:
          deadlock(DeadlockEvent.of(event), event);
          break;
        case LoopEpisode.NAME:
          loopBlock(LoopEpisode.of(event), event.timeMillis());
          break;
        default: // no rule looks at it
      }
    } catch (WireException notOurs) {
      // of another version of the agent: it is not judged
    }
  }

  private void deadlock(DeadlockEvent seen, Event event) {
    List<WaitingThread> threads = new ArrayList<>();
    for (DeadlockEvent.Member thread : seen.threads()) {
      threads.add(
          new WaitingThread(thread.name(), thread.waitsFor(), thread.heldBy(), thread.stack()));
    }
    deadlocks.put(
        seen.id(),
        event.name().equals(DeadlockEvent.GONE)
            ? Deadlock.gone(seen.id())
            : Deadlock.of(seen.id(), event.timeMillis(), threads));
  }

  private void loopBlock(LoopEpisode episode, long timeMillis) {
    LoopBlock block =
        new LoopBlock(
            Long.toString(episode.loopId()),
            episode.loopName(),
            timeMillis,
            episode.durationMillis(),
            episode.blamed() == null ? "" : episode.blamed(),
            episode.millis());
    loopBlocks.removeIf(block::isSameAs); // told before, while it went on
    loopBlocks.add(block);
  }
}
