package io.diag.collector.query;

import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which times of a range were sampled, and what of it was left out. Takes spans in the order of
 * time; those that adjoin and were sampled alike become one. Not for several threads at once.
 */
public final class Coverage {
  /** Between two chunks sampling goes on, but the clock is read twice. */
  private static final long ADJOINING_MILLIS = 2_000;

  /** A day of them that all differ; the last ones beyond are left out. */
  private static final int MAX_SPANS = 10_000;

  private final ProfileEvent event;
  private final List<Span> spans = new ArrayList<>();
  private long samples;
  private long skipped;
  private boolean scaled;
  private boolean unscaled;

  /**
   * One or several items that adjoin.
   *
   * @param events what was sampled
   * @param interval what a sample of the event asked for stands for; 0 when it was not sampled or
   *     each says its own
   * @param seam why sampling began or changed at the start, or null
   */
  public record Span(
      long fromMillis, long toMillis, Set<ProfileEvent> events, long interval, String seam) {
    private boolean goesOnWith(Span next) {
      return next.seam == null
          && Math.abs(next.fromMillis - toMillis) <= ADJOINING_MILLIS
          && next.events.equals(events)
          && next.interval == interval;
    }

    private Span with(Span next) {
      return new Span(fromMillis, Math.max(toMillis, next.toMillis), events, interval, seam);
    }
  }

  Coverage(ProfileEvent event) {
    this.event = event;
  }

  void add(ProfileCoverage item, long itemSamples, boolean itemScaled) {
    if (item.events().containsKey(event)) {
      samples += itemSamples;
      skipped += item.skipped();
      scaled |= itemScaled && item.skipped() > 0;
      unscaled |= item.skipped() > 0 && item.events().get(event).total() == null;
    }
    Span next =
        new Span(
            item.fromMillis(),
            item.toMillis(),
            new TreeSet<>(item.events().keySet()),
            item.interval(event),
            item.seam());
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last != null && last.goesOnWith(next)) {
      spans.set(spans.size() - 1, last.with(next));
    } else if (spans.size() < MAX_SPANS) {
      spans.add(next);
    }
  }

  public List<Span> spans() {
    return spans;
  }

  /** Samples that were due in chunks with the event and left out; of all their events. */
  public long skipped() {
    return skipped;
  }

  /** Of the samples due in those chunks, from 0 to 1. */
  public double skippedShare() {
    return skipped == 0 ? 0 : (double) skipped / (skipped + samples);
  }

  /** Whether the samples of the event were scaled up for that. */
  public boolean scaled() {
    return scaled;
  }

  /** Whether in some chunk samples were left out and nobody knows how much there was. */
  public boolean incomplete() {
    return unscaled;
  }

  /** Of the time that was sampled at all, how much had the event: 0 to 1, and 1 for no time. */
  public double sampledShare() {
    long all = 0;
    long with = 0;
    for (Span span : spans) {
      long millis = span.toMillis() - span.fromMillis();
      all += millis;
      with += span.events().contains(event) ? millis : 0;
    }
    return all == 0 ? 1 : (double) with / all;
  }

  /** Whether any chunk of the range sampled the event. */
  public boolean sampled() {
    return spans.stream().anyMatch(span -> span.events().contains(event));
  }
}
