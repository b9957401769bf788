package io.diag.agent.eventloop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which loops are sent where there are many: the busiest, chosen anew once in a while and not each
 * time, so that their series have no holes. The sampler's thread.
 */
final class Shortlist {
  private final int size;
  private final int turns;
  private Set<Long> chosen = new HashSet<>();
  private int turnsLeft;

  /**
   * @param turns how many calls a choice lasts
   */
  Shortlist(int size, int turns) {
    this.size = size;
    this.turns = turns;
  }

  List<LoopReading> of(List<LoopReading> all) {
    if (all.size() <= size) {
      turnsLeft = 0;
      return all;
    }
    if (turnsLeft-- <= 0) {
      turnsLeft = turns - 1;
      choose(all);
    }
    List<LoopReading> listed = new ArrayList<>();
    for (LoopReading loop : all) {
      if (chosen.contains(loop.id())) {
        listed.add(loop);
      }
    }
    return listed;
  }

  private void choose(List<LoopReading> all) {
    List<LoopReading> busiest = new ArrayList<>(all);
    busiest.sort(Comparator.comparingDouble(LoopReading::utilization).reversed());
    chosen = new HashSet<>();
    for (LoopReading loop : busiest.subList(0, size)) {
      chosen.add(loop.id());
    }
  }
}
