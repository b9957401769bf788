package io.diag.diagnosis.growth;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What the memory of one JVM was made of over the last six hours, some 50 KB in all. It begins
 * empty and knows gaps as gaps. Not for several threads.
 */
public final class MemoryHistory {
  /** A gauge that was read longer ago says nothing about now. */
  private static final long STALE_MILLIS = 5 * 60_000;

  /** What grows within so long fills the heap before much else is found out about it. */
  public static final long SOON_MILLIS = 30 * 60_000;

  /** So many looks at the old generation hint at whether what was in use was alive. */
  private static final int FEW_LOOKS = 3;

  /** What was alive at these looks must grow by so much of what was in use. */
  private static final double HALF_ALIVE = 0.5;

  /** With one look more, within minutes, this much leaves no room for dead objects. */
  private static final double MOSTLY_ALIVE = 0.7;

  /** Of the maximum: G1 begins to look at 45 %, unless it has learned to wait. */
  public static final double SHOULD_HAVE_LOOKED = 0.5;

  private final Map<MemoryKind, Track> tracks = new EnumMap<>(MemoryKind.class);
  private final Map<MemoryKind, Double> pending = new EnumMap<>(MemoryKind.class);
  private final Map<Gauge, Double> gauges = new EnumMap<>(Gauge.class);
  private final Map<Gauge, Long> gaugesReadAt = new EnumMap<>(Gauge.class);
  private final Map<MemoryKind, Growth> growths = new EnumMap<>(MemoryKind.class);
  private LiveSet liveSet = new LiveSet();
  private boolean open;
  private long timeMillis;

  /** The series that it reads. */
  public static Set<String> series() {
    return Sources.series();
  }

  /**
   * Begins a sample; its values follow.
   *
   * @param timeMillis its own time, not before that of the last
   */
  public void sample(long timeMillis) {
    end();
    pending.clear();
    growths.clear();
    this.timeMillis = timeMillis;
    open = true;
  }

  /** Adds a value to the sample begun last; of series that it does not read nothing is kept. */
  public void value(String name, Map<String, String> labels, double value) {
    for (Source<MemoryKind> source : Sources.kinds(name)) {
      if (source.counts(labels)) {
        pending.merge(source.quantity(), value, Double::sum);
      }
    }
    for (Source<Gauge> source : Sources.gauges(name)) {
      if (source.counts(labels)) {
        Gauge gauge = source.quantity();
        boolean same = gaugesReadAt.getOrDefault(gauge, Long.MIN_VALUE) == timeMillis;
        gauges.put(gauge, same ? gauges.get(gauge) + value : value);
        gaugesReadAt.put(gauge, timeMillis);
      }
    }
    liveSet.value(name, labels, value);
  }

  /** Forgets everything, as when the clock was set back. */
  public void forget() {
    tracks.clear();
    pending.clear();
    gauges.clear();
    gaugesReadAt.clear();
    growths.clear();
    liveSet = new LiveSet();
    open = false;
  }

  /** The last value, or {@code NaN} if there was none lately. */
  public double gauge(Gauge gauge) {
    Long readAt = gaugesReadAt.get(gauge);
    return readAt == null || timeMillis - readAt > STALE_MILLIS ? Double.NaN : gauges.get(gauge);
  }

  /** How much there was when it was read last, or {@code NaN} where it never was. */
  public double level(MemoryKind kind) {
    end();
    Track track = tracks.get(kind);
    return track == null ? Double.NaN : track.last();
  }

  /** Whether and how it grows, up to the last sample. */
  public Growth growth(MemoryKind kind) {
    end();
    Growth known = growths.get(kind);
    if (known == null) {
      known = kind == MemoryKind.HEAP_LIVE ? live() : test(kind);
      growths.put(kind, known);
    }
    return known;
  }

  /** How fast it rose within a span, significant or not, a second; or {@code NaN}. */
  public double slope(MemoryKind kind, Span span) {
    end();
    Track track = tracks.get(kind);
    if (track == null) {
      return Double.NaN;
    }
    Blocks blocks = track.blocks(span, timeMillis);
    return GrowthJudge.isKnown(blocks) ? blocks.trend().slope() : Double.NaN;
  }

  private Growth test(MemoryKind kind) {
    Track track = tracks.get(kind);
    if (track == null) {
      return Growth.unknown();
    }
    double uptimeMillis = gauge(Gauge.UPTIME) * 1e3;
    return new GrowthJudge(scale(kind), Bound.leftBytes(kind, this), uptimeMillis)
        .of(track, timeMillis);
  }

  /** What is alive; where hardly anything looked at the old generation, what may be. */
  private Growth live() {
    Growth live = test(MemoryKind.HEAP_LIVE);
    Growth inUse = growth(MemoryKind.HEAP);
    if (!inUse.isTold()) {
      return live.sureness() == Growth.Sureness.UNKNOWN ? inUse : live;
    }
    Growth alive = inUse.as(aliveOf(inUse, live.sureness()));
    return alive.sureness().compareTo(live.sureness()) > 0 ? alive : live;
  }

  /**
   * How sure it is that what is in use grows because it is alive, where too few collections looked
   * at the old generation within its span to judge by what they left alone.
   *
   * @param otherwise where looks have shown that it is not
   */
  private Growth.Sureness aliveOf(Growth inUse, Growth.Sureness otherwise) {
    Track track = tracks.get(MemoryKind.HEAP_LIVE);
    Blocks looks = track == null ? null : track.blocks(inUse.span(), timeMillis);
    if (looks != null && looks.size() >= GrowthJudge.LEAST_BLOCKS) {
      return otherwise;
    }
    if (looks != null && looks.size() >= FEW_LOOKS) {
      double alive = looks.meanSlope() / inUse.perSecond();
      if (looks.size() > FEW_LOOKS && alive >= MOSTLY_ALIVE && GrowthJudge.isFast(inUse.span())) {
        return inUse.sureness();
      }
      return alive >= HALF_ALIVE ? Growth.Sureness.LIKELY : otherwise;
    }
    double most = gauge(Gauge.HEAP_MAX);
    double used = level(MemoryKind.HEAP);
    boolean soon = (most - used) / inUse.perSecond() * 1e3 <= SOON_MILLIS;
    boolean late = used >= most * SHOULD_HAVE_LOOKED;
    return soon && late ? Growth.Sureness.POSSIBLE : Growth.Sureness.BETWEEN;
  }

  private static GrowthScale scale(MemoryKind kind) {
    switch (kind) {
      case METASPACE:
        return GrowthScale.METASPACE;
      case CODE:
        return GrowthScale.CODE;
      case THREADS:
        return GrowthScale.THREADS;
      default:
        return GrowthScale.MEMORY;
    }
  }

  private void end() {
    if (!open) {
      return;
    }
    open = false;
    pending.forEach((kind, value) -> track(kind).put(timeMillis, value));
    pending.clear();
    liveSet.end(timeMillis, track(MemoryKind.HEAP), track(MemoryKind.HEAP_LIVE));
  }

  private Track track(MemoryKind kind) {
    return tracks.computeIfAbsent(kind, absent -> new Track());
  }
}
