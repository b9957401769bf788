package io.diag.diagnosis.growth;

import io.diag.diagnosis.growth.Growth.Sureness;

/**
 * Tells the growth of a track from noise, from a cache that fills and from a JVM that warms up.
 * Immutable; any thread.
 *
 * <p>Measured on simulated series (see {@code docs/findings/README.md}): a test of significance
 * alone calls a quarter of all flat, autocorrelated series growing, and every cache.
 */
public final class GrowthJudge {
  /** With fewer blocks, no order of them is rarer than one in a hundred. */
  static final int LEAST_BLOCKS = 6;

  /** Over hours, where less is enough, noise bends the line of fewer blocks either way. */
  static final int CLEAR_BLOCKS = 8;

  /** One in seventy by chance, one-sided: six blocks with one pair out of order pass. */
  static final double MANN_KENDALL = 2.2;

  /** Less is what a steady application varies by. */
  public static final double LIKELY_SHARE = 0.10;

  /** From one hour to the next, an application whose load doubles by day grows by less. */
  public static final double SURE_SHARE = 0.20;

  /** Each half must rise by this share of the whole slope: a single step leaves one half flat. */
  static final double HALF = 0.3;

  /** So much of the slope must be left in the last third for it to go on at all. */
  static final double STILL = 0.4;

  /** And so much for it to go on as before. */
  static final double GOES_ON = 0.65;

  /** With less than this of the slope, in the last quarter of hours, it is over. */
  static final double RESTS = 0.15;

  /** Between this and {@link #FLATTENS} it may be flattening. */
  static final double MAY_FLATTEN = 0.6;

  static final double FLATTENS = 0.35;

  /**
   * A straight line, with room for noise: of a cache that fills ever more slowly no more than four
   * tenths are seen as straight, so that it must be as large as 2.5 times {@link GrowthScale#sure}.
   */
  static final double STRAIGHT = 0.85;

  /** By so much of its growth it must be above what it was at most before the span. */
  public static final double NEW_HIGH = 0.5;

  /** Until so long after its start a JVM loads what it always needs. */
  public static final long WARM_UP_MILLIS = 90_000;

  /** By how much more than otherwise something must grow in minutes that began in the warm-up. */
  public static final double WARM_UP_FACTOR = 2;

  /** Of what was free at first: of so much somebody will want to know. */
  public static final double WORTH_OF_ROOM = 0.25;

  /** Yet no less than this part of what is worth a word otherwise. */
  private static final double WORTH_LEAST = 8;

  /** Of what was free at first: what took so much will have taken the rest as soon again. */
  public static final double SHARE_OF_ROOM = 0.5;

  /** The same within few minutes, in which a batch job may take half. */
  public static final double SHARE_OF_ROOM_FAST = 0.75;

  private final GrowthScale scale;
  private final double room;
  private final double uptimeMillis;

  /**
   * @param room how much more there may be, or {@code NaN}
   * @param uptimeMillis of the JVM, or {@code NaN}
   */
  GrowthJudge(GrowthScale scale, double room, double uptimeMillis) {
    this.scale = scale;
    this.room = room;
    this.uptimeMillis = uptimeMillis;
  }

  Growth of(Track track, long nowMillis) {
    Growth best = Growth.unknown();
    double another = Double.NaN;
    for (Span span : Span.values()) {
      Blocks blocks = blocks(track, span, nowMillis);
      if (!isKnown(blocks)) {
        continue;
      }
      Growth growth = of(blocks, track, span, nowMillis);
      int worse = growth.sureness().compareTo(best.sureness());
      if (worse > 0) {
        best = growth;
        another = Double.NaN;
      } else if (worse == 0 && growth.isTold() && isStraight(blocks)) {
        another = best.perSecond();
        best = growth;
      }
    }
    return Double.isNaN(another) ? best : best.widened(another);
  }

  /** Of hours, the block in which the JVM started is left out: what it shows is that it started. */
  private Blocks blocks(Track track, Span span, long nowMillis) {
    Blocks blocks = track.blocks(span, nowMillis);
    return isFast(span) || Double.isNaN(uptimeMillis)
        ? blocks
        : blocks.since(span.millis() - (long) (uptimeMillis - WARM_UP_MILLIS));
  }

  static boolean isKnown(Blocks blocks) {
    return blocks.size() >= LEAST_BLOCKS && blocks.isRecent();
  }

  private Growth of(Blocks blocks, Track track, Span span, long nowMillis) {
    double level = blocks.last();
    boolean warmsUp = warmsUp(span, blocks);
    double factor = warmsUp ? WARM_UP_FACTOR : 1;
    double rise = level - blocks.first();
    double least = worthAWord(scale.likely(span), rise) * factor;
    if (rise < least / 2) {
      return Growth.flat(level);
    }
    Trend trend = blocks.trend();
    double slope = trend.slope();
    // The first block may be known in part only: then the line is too steep.
    double grown = Math.min(slope * blocks.knownSeconds(), track.last() - trend.start());
    Blocks rising = blocks.sinceOnset();
    double bend = rising.size() < LEAST_BLOCKS ? trend.bend() : rising.trend().bend();
    if (grown < least / 2 || bend < FLATTENS || wasThereBefore(track, blocks, nowMillis, grown)) {
      return Growth.flat(level);
    }
    if (rests(track, span, nowMillis, slope)) {
      return Growth.flat(level);
    }
    double base = Math.max(0, trend.start());
    boolean grows =
        grown >= least
            && grown >= base * LIKELY_SHARE
            && trend.mannKendall() >= MANN_KENDALL
            && trend.lesserHalf() >= HALF * slope
            && trend.lastThird() >= STILL * slope
            && bend >= MAY_FLATTEN;
    if (!grows) {
      return Growth.of(Sureness.BETWEEN, span, trend, grown, level);
    }
    boolean tooMuch = grown >= scale.sure(span) * factor && grown >= base * SURE_SHARE;
    boolean clear = rising.size() >= (isFast(span) ? LEAST_BLOCKS : CLEAR_BLOCKS);
    boolean straight = bend >= STRAIGHT && trend.lastThird() >= GOES_ON * slope;
    boolean sure = clear && straight && (tooMuch || (!warmsUp && takesTheRoom(span, grown)));
    return Growth.of(sure ? Sureness.SURE : Sureness.LIKELY, span, trend, grown, level);
  }

  /**
   * Whether it has been nearly as high before. Peaks are compared with peaks, so that a leak below
   * a sawtooth shows, and the next tooth or batch job does not.
   */
  private static boolean wasThereBefore(Track track, Blocks blocks, long nowMillis, double grown) {
    long began = blocks.beganMillisAgo();
    double before = track.greatestBefore(nowMillis - began);
    return track.greatestSince(nowMillis - began / 4) - before < grown * NEW_HIGH;
  }

  /** Whether the last quarter of hours lay still, neither rising nor falling, as after a growth. */
  private static boolean rests(Track track, Span span, long nowMillis, double slope) {
    if (isFast(span)) {
      return false; // soon seen in its last third
    }
    Span quarter = span == Span.THREE_HOURS ? Span.FORTY_MINUTES : Span.TEN_MINUTES;
    Blocks lately = track.blocks(quarter, nowMillis);
    return isKnown(lately) && Math.abs(lately.trend().slope()) < RESTS * slope;
  }

  /** Longer spans are long enough to see a start flatten. */
  private boolean warmsUp(Span span, Blocks blocks) {
    return isFast(span) && uptimeMillis - blocks.beganMillisAgo() < WARM_UP_MILLIS;
  }

  /** Where little is free, less is worth a word. */
  private double worthAWord(double usually, double rise) {
    double ofRoom = (room + rise) * WORTH_OF_ROOM;
    return ofRoom < usually ? Math.max(ofRoom, usually / WORTH_LEAST) : usually;
  }

  private boolean takesTheRoom(Span span, double grown) {
    double share = span.compareTo(Span.TEN_MINUTES) < 0 ? SHARE_OF_ROOM_FAST : SHARE_OF_ROOM;
    return grown >= (room + grown) * share;
  }

  /** Whether it is minutes and not hours. */
  static boolean isFast(Span span) {
    return span.compareTo(Span.FORTY_MINUTES) < 0;
  }

  private static boolean isStraight(Blocks blocks) {
    double bend = blocks.trend().bend();
    return bend >= STRAIGHT && bend <= 1 / STRAIGHT;
  }
}
