package io.diag.agent.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How much CPU the agent may use, and how far it steps back. It may use a share of one core or, if
 * that is more, the same share of what the whole process uses, by the mean of a minute. Above that
 * for a minute it goes one level up; at less than half of it for five minutes one level down, and
 * should that have been too early, the next time after twice as long. Pure: whoever adds brings the
 * time. The sampler's thread only, but for {@link #level} and {@link #change}.
 */
public final class Budget {
  /** 0: nothing is left out. 1: sampling is thinner. 2: readings are rarer. 3: no profiles. */
  public static final int HIGHEST_LEVEL = 3;

  /** At which readings come with every fourth tick only. */
  static final int SPARE_READINGS_LEVEL = 2;

  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long WINDOW_NANOS = 60 * SECOND_NANOS;
  private static final long PATIENCE_NANOS = 60 * SECOND_NANOS;
  private static final long CALM_NANOS = 300 * SECOND_NANOS;
  private static final long LONGEST_CALM_NANOS = 3_600 * SECOND_NANOS;
  private static final double WELL_UNDER = 0.5;

  private static final String[] STEPS = {
    "nothing is left out", "sampling is thinner", "readings are rarer, too", "profiles are off, too"
  };

  private final double share;
  private final Consumer<String> log;
  private final Deque<long[]> window = new ArrayDeque<>();
  private volatile int level;
  private volatile String change;
  private double usedCores = -1;
  private double allowedCores;
  private long overNanos;
  private long calmNanos;
  private long neededCalmNanos = CALM_NANOS;
  private boolean steppedDown;

  /**
   * @param share of a core and of what the process uses, as in 0.01
   * @param log told each change of the level
   */
  public Budget(double share, Consumer<String> log) {
    this.share = share;
    this.log = log;
    allowedCores = share;
  }

  /** How far to step back now, 0 to {@link #HIGHEST_LEVEL}. Any thread. */
  public int level() {
    return level;
  }

  /** What the level means and why it was chosen, or null at level 0. Any thread. */
  public String change() {
    return change;
  }

  /** Cores the agent used by the mean of a minute, below 0 before that is known. */
  double usedCores() {
    return usedCores;
  }

  /** Cores it may use now. */
  public double allowedCores() {
    return allowedCores;
  }

  /**
   * Takes what was used up to now. Times that do not go on are a new beginning.
   *
   * @param nanos a monotonic clock
   * @param agentNanos CPU time the agent has used since some moment
   * @param processNanos CPU time the process has used, or below 0 when that is not known
   */
  public void add(long nanos, long agentNanos, long processNanos) {
    long[] last = window.peekLast();
    if (last != null && (nanos <= last[0] || agentNanos < last[1])) {
      window.clear();
      overNanos = 0;
      calmNanos = 0;
      last = null;
    }
    long step = last == null ? 0 : nanos - last[0];
    window.addLast(new long[] {nanos, agentNanos, processNanos});
    while (window.size() > 2 && nanos - second()[0] >= WINDOW_NANOS) {
      window.removeFirst();
    }
    long[] first = window.peekFirst();
    long span = nanos - first[0];
    if (span < WINDOW_NANOS) {
      return; // a minute's mean is not known yet: the start alone says little
    }
    usedCores = (double) (agentNanos - first[1]) / span;
    boolean known = first[2] >= 0 && processNanos >= first[2];
    double processCores = known ? (double) (processNanos - first[2]) / span : 0;
    allowedCores = share * Math.max(1, processCores);
    judge(step);
  }

  private long[] second() {
    Iterator<long[]> each = window.iterator();
    each.next();
    return each.next();
  }

  private void judge(long step) {
    overNanos = usedCores > allowedCores ? overNanos + step : 0;
    calmNanos = usedCores < WELL_UNDER * allowedCores ? calmNanos + step : 0;
    if (overNanos >= PATIENCE_NANOS && level < HIGHEST_LEVEL) {
      if (steppedDown) {
        neededCalmNanos = Math.min(LONGEST_CALM_NANOS, 2 * neededCalmNanos);
      }
      become(level + 1);
    } else if (calmNanos >= neededCalmNanos && level > 0) {
      steppedDown = true;
      become(level - 1);
    }
  }

  private void become(int next) {
    overNanos = 0;
    calmNanos = 0;
    level = next;
    String why =
        String.format(
            Locale.ROOT,
            "back-off level %d of %d, %s: the agent used %.4f cores within a minute and may use"
                + " %.4f",
            next,
            HIGHEST_LEVEL,
            STEPS[next],
            usedCores,
            allowedCores);
    change = next == 0 ? null : why;
    log.accept(why);
  }
}
