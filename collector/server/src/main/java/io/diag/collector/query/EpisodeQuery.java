package io.diag.collector.query;

import io.diag.collector.store.Store;
import io.diag.wire.Event;
import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.ProcessStall;
import io.diag.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What blocked the event loops of one JVM over a range, from its events. Any thread; blocks while
 * it reads, and holds no more than it answers.
 *
 * @param from epoch milliseconds, inclusive
 * @param to exclusive
 */
public record EpisodeQuery(String jvmId, long from, long to) {
  private static final int MAX_OF_A_KIND = 500;

  /**
   * What was found, the latest first.
   *
   * @param complete false if there were more than are listed: then the latest are
   */
  public record Answer(
      List<LoopEpisode> episodes,
      List<LoopPattern> patterns,
      List<ProcessStall> stalls,
      boolean complete) {}

  /** When something began, and of which loop it was. */
  private record Key(long startedAtMillis, long loopId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = Long.compare(startedAtMillis, other.startedAtMillis);
      return byTime != 0 ? byTime : Long.compare(loopId, other.loopId);
    }
  }

  /** The latest of one kind. */
  private static final class Latest<T> {
    private final NavigableMap<Key, T> kept = new TreeMap<>();
    private boolean complete = true;

    /** What began at the same time in the same loop is the same, told anew. */
    void add(long startedAtMillis, long loopId, T one) {
      kept.put(new Key(startedAtMillis, loopId), one);
      if (kept.size() > MAX_OF_A_KIND) {
        kept.pollFirstEntry();
        complete = false;
      }
    }

    List<T> latestFirst() {
      return new ArrayList<>(kept.descendingMap().values());
    }
  }

  /** Events that are of no known shape are passed over. */
  public Answer read(Store store) {
    Latest<LoopEpisode> episodes = new Latest<>();
    Latest<LoopPattern> patterns = new Latest<>();
    Latest<ProcessStall> stalls = new Latest<>();
    store.readEvents(jvmId, from, to, (jvm, event) -> sort(event, episodes, patterns, stalls));
    return new Answer(
        episodes.latestFirst(),
        patterns.latestFirst(),
        stalls.latestFirst(),
        episodes.complete && patterns.complete && stalls.complete);
  }

  private static void sort(
      Event event,
      Latest<LoopEpisode> episodes,
      Latest<LoopPattern> patterns,
      Latest<ProcessStall> stalls) {
    try {
      switch (event.name()) {
        case LoopEpisode.NAME -> {
          LoopEpisode episode = LoopEpisode.of(event);
          episodes.add(event.timeMillis(), episode.loopId(), episode);
        }
        case LoopPattern.NAME -> {
          LoopPattern pattern = LoopPattern.of(event);
          patterns.add(event.timeMillis(), pattern.loopId(), pattern);
        }
        case ProcessStall.NAME -> stalls.add(event.timeMillis(), 0, ProcessStall.of(event));
        default -> {}
      }
    } catch (WireException newer) {
      // checked where it came in
    }
  }
}
