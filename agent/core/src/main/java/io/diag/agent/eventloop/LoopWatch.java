package io.diag.agent.eventloop;

import io.diag.agent.eventloop.episode.LoopView;
import io.diag.bootstrap.LoopCounters;
import io.diag.bootstrap.LoopTable;
import io.diag.bootstrap.TickScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads the table of selectors every few seconds, and frees the places of those that are no longer
 * used. The sampler's thread.
 */
final class LoopWatch {
  private final LoopTable table;
  private final LongSupplier nanoTime;
  private Map<Long, KnownLoop> known = new HashMap<>();
  private List<LoopView> views = Collections.emptyList();

  /**
   * @param nanoTime the clock of the table, {@code System.nanoTime}
   */
  LoopWatch(LoopTable table, LongSupplier nanoTime) {
    this.table = table;
    this.nanoTime = nanoTime;
  }

  /** What each loop did since the last call; one that could not be read comes the next time. */
  List<LoopReading> read() {
    List<LoopReading> readings = new ArrayList<>();
    List<LoopView> seen = new ArrayList<>();
    Map<Long, KnownLoop> still = new HashMap<>();
    for (int place = 0; place < LoopTable.PLACES; place++) {
      Object selector = table.selector(place);
      if (selector == null) {
        continue;
      }
      LoopCounters counters = table.counters(place);
      long[] words = new long[LoopCounters.WORDS];
      int[] ticks = new int[TickScale.BUCKETS];
      boolean whole = counters.copy(words, ticks);
      long now = nanoTime.getAsLong();
      Thread owner = counters.owner();
      if (!whole || owner == null) {
        keep(words[LoopCounters.ID], still);
      } else if (isLeft(selector, words, owner, now)) {
        table.release(place, selector);
      } else if (words[LoopCounters.STATE] != LoopCounters.WARMING) {
        KnownLoop loop = known.get(words[LoopCounters.ID]);
        loop = loop == null ? new KnownLoop(words) : loop;
        still.put(words[LoopCounters.ID], loop);
        LoopReading reading = loop.read(words, ticks, counters.takeLongest(), owner, now);
        readings.add(reading);
        if (reading.runsHandlers()) {
          boolean frameworks = reading.framework() != null;
          seen.add(new CountedLoop(reading.id(), reading.name(), frameworks, counters));
        }
      } else {
        keep(words[LoopCounters.ID], still); // it warms up again
      }
    }
    known = still;
    views = seen;
    return readings;
  }

  /** The loops of the last reading that are blocked by what blocks a handler. */
  List<LoopView> views() {
    return views;
  }

  /** Waits that had no place, since the table is there. */
  long missed() {
    return table.missed();
  }

  private void keep(long id, Map<Long, KnownLoop> still) {
    KnownLoop loop = known.get(id);
    if (loop != null) {
      still.put(id, loop);
    }
  }

  private boolean isLeft(Object selector, long[] words, Thread owner, long now) {
    if (!LoopTable.isOpen(selector)) {
      return true;
    }
    if (words[LoopCounters.STATE] == LoopCounters.WAITING) {
      return false;
    }
    boolean forLong = now - words[LoopCounters.SINCE] >= LoopTable.LEFT_NANOS;
    return !owner.isAlive() || (forLong && (isWarming(words) || hasYounger(words, owner)));
  }

  private static boolean isWarming(long[] words) {
    return words[LoopCounters.STATE] == LoopCounters.WARMING;
  }

  /** Whether the thread runs another loop that began later. */
  private boolean hasYounger(long[] words, Thread owner) {
    long[] other = new long[LoopCounters.WORDS];
    int[] ticks = new int[TickScale.BUCKETS];
    for (int place = 0; place < LoopTable.PLACES; place++) {
      LoopCounters counters = table.counters(place);
      if (table.selector(place) != null
          && counters.owner() == owner
          && counters.copy(other, ticks)
          && other[LoopCounters.ID] > words[LoopCounters.ID]
          && !isWarming(other)) {
        return true;
      }
    }
    return false;
  }
}
