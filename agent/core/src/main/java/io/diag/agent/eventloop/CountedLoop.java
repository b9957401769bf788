package io.diag.agent.eventloop;

import io.diag.agent.eventloop.episode.LoopView;
import io.diag.bootstrap.LoopCounters;

/** A loop by its counters, for as long as they are its own. */
final class CountedLoop implements LoopView {
  private final long id;
  private final String name;
  private final boolean frameworks;
  private final LoopCounters counters;

  /**
   * @param counters may be another loop's some day
   */
  CountedLoop(long id, String name, boolean frameworks, LoopCounters counters) {
    this.id = id;
    this.name = name;
    this.frameworks = frameworks;
    this.counters = counters;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isFrameworks() {
    return frameworks;
  }

  @Override
  public Thread thread() {
    return counters.owner();
  }

  @Override
  public long busySince() {
    return counters.id() == id ? counters.busySince() : IDLE;
  }

  @Override
  public boolean lastLong(long[] to) {
    return counters.id() == id && counters.lastLong(to);
  }
}
