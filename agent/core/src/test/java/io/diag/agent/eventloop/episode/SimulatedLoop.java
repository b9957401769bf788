package io.diag.agent.eventloop.episode;

import java.util.ArrayList;
import java.util.List;

/** A loop whose ticks are known beforehand, in milliseconds of a clock that a test moves. */
final class SimulatedLoop implements LoopView {
  static final long MILLI = 1_000_000;

  private final List<Tick> ticks = new ArrayList<>();
  private final Thread thread = new Thread("simulated");
  private boolean frameworks = true;
  private long now;

  /** One tick: what its thread does meanwhile, and what it uses. */
  record Tick(long from, long to, ThreadLook look, double cpuShare, double runQueueShare) {}

  /** What the watch learns of a thread that does this. */
  static ThreadLook look(Thread.State state, String... innermostFirst) {
    return new ThreadLook(state, stack(innermostFirst), null, -1, null, -1);
  }

  static StackTraceElement[] stack(String... innermostFirst) {
    StackTraceElement[] stack = new StackTraceElement[innermostFirst.length];
    for (int i = 0; i < stack.length; i++) {
      int dot = innermostFirst[i].lastIndexOf('.');
      String method = innermostFirst[i].substring(dot + 1);
      boolean isNative = method.endsWith("!");
      stack[i] =
          new StackTraceElement(
              innermostFirst[i].substring(0, dot),
              isNative ? method.substring(0, method.length() - 1) : method,
              "File.java",
              isNative ? -2 : 7);
    }
    return stack;
  }

  SimulatedLoop tick(long from, long to, ThreadLook look, double cpuShare, double runQueueShare) {
    ticks.add(new Tick(from, to, look, cpuShare, runQueueShare));
    return this;
  }

  /** A tick that stands still with this stack. */
  SimulatedLoop parked(long from, long to, String... innermostFirst) {
    return tick(from, to, look(Thread.State.TIMED_WAITING, innermostFirst), 0, 0);
  }

  /** Makes it one that no framework runs. */
  SimulatedLoop homeMade() {
    frameworks = false;
    return this;
  }

  void moveTo(long nanos) {
    now = nanos;
  }

  ThreadLook lookNow() {
    Tick tick = tickNow();
    return tick == null ? look(Thread.State.RUNNABLE, "sun.nio.ch.EPoll.wait!") : tick.look();
  }

  long cpuNanos() {
    return used(true);
  }

  long runQueueNanos() {
    return used(false);
  }

  @Override
  public long id() {
    return 7;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public boolean isFrameworks() {
    return frameworks;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public long busySince() {
    Tick tick = tickNow();
    return tick == null ? IDLE : tick.from() * MILLI;
  }

  @Override
  public boolean lastLong(long[] to) {
    boolean found = false;
    for (Tick tick : ticks) {
      boolean isLong = (tick.to() - tick.from()) * MILLI >= EpisodeWatch.SAMPLED_FROM_NANOS;
      if (isLong && tick.to() * MILLI <= now) {
        to[0] = tick.from() * MILLI;
        to[1] = (tick.to() - tick.from()) * MILLI;
        found = true;
      }
    }
    return found;
  }

  private Tick tickNow() {
    for (Tick tick : ticks) {
      if (tick.from() * MILLI <= now && now < tick.to() * MILLI) {
        return tick;
      }
    }
    return null;
  }

  private long used(boolean cpu) {
    double sum = 0;
    for (Tick tick : ticks) {
      long ran = Math.min(now, tick.to() * MILLI) - tick.from() * MILLI;
      sum += Math.max(0, ran) * (cpu ? tick.cpuShare() : tick.runQueueShare());
    }
    return Math.round(sum);
  }
}
