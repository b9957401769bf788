package io.diag.agent.profile;

import io.diag.wire.ProfileSpan;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One recording from its beginning to its end, delivered span by span. The sampler's thread only.
 */
final class Sampling {
  /** Up to here wall clock and monotonic clock may differ within a span without a word. */
  private static final long SLACK_MILLIS = 1_000;

  private final ChunkSource.Recording recording;
  private final SamplingPlan wanted;
  private final ProcessLoad load;
  private final ProfileSink sink;
  private final LongSupplier nanoTime;
  private final LongSupplier clockMillis;
  private String seam;
  private long fromMillis;
  private long fromNanos;
  private long skippedBefore;

  private Sampling(
      ChunkSource.Recording recording,
      SamplingPlan wanted,
      ProcessLoad load,
      ProfileSink sink,
      LongSupplier nanoTime,
      LongSupplier clockMillis,
      String seam,
      long fromMillis,
      long fromNanos) {
    this.recording = recording;
    this.wanted = wanted;
    this.load = load;
    this.sink = sink;
    this.nanoTime = nanoTime;
    this.clockMillis = clockMillis;
    this.seam = seam;
    this.fromMillis = fromMillis;
    this.fromNanos = fromNanos;
  }

  /**
   * @param seam why sampling begins or changes here, or null when it only goes on
   * @throws IOException if it cannot be started; nothing runs then
   */
  static Sampling begin(
      ChunkSource source,
      SamplingPlan wanted,
      String seam,
      ProcessLoad load,
      ProfileSink sink,
      LongSupplier nanoTime,
      LongSupplier clockMillis)
      throws IOException {
    long fromMillis = clockMillis.getAsLong();
    long fromNanos = nanoTime.getAsLong();
    load.mark();
    return new Sampling(
        source.start(wanted),
        wanted,
        load,
        sink,
        nanoTime,
        clockMillis,
        seam,
        fromMillis,
        fromNanos);
  }

  /** What was asked for; see {@link #missing} for what of it is not there. */
  SamplingPlan wanted() {
    return wanted;
  }

  Map<SampledEvent, String> missing() {
    return recording.missing();
  }

  SampleCounts counts() {
    return recording.counts();
  }

  long bytes() throws IOException {
    return recording.size();
  }

  long fromMillis() {
    return fromMillis;
  }

  /** Delivers the span that ends now, and goes on. */
  Span seal() throws IOException {
    SampleCounts counts = recording.counts();
    Map<SampledEvent, Long> totals = load.totals();
    Span span = deliver(recording.seal(), counts, totals);
    load.mark();
    return span;
  }

  /** Delivers the last span and ends. */
  Span finish() throws IOException {
    SampleCounts counts = recording.counts();
    Map<SampledEvent, Long> totals = load.totals();
    return deliver(recording.finish(), counts, totals);
  }

  void close() throws IOException {
    recording.close();
  }

  private Span deliver(byte[] chunk, SampleCounts counts, Map<SampledEvent, Long> totals) {
    long untilMillis = clockMillis.getAsLong();
    long untilNanos = nanoTime.getAsLong();
    followClock(untilMillis, (untilNanos - fromNanos) / 1_000_000);
    long skipped = Math.max(0, counts.skipped() - skippedBefore);
    skippedBefore = counts.skipped();
    SamplingPlan plan = recording.plan();
    sink.accept(
        chunk, new ProfileSpan(fromMillis, plan.describe(totals), skipped, seam), untilMillis);
    Span span = new Span(chunk, fromMillis, untilMillis, skipped);
    seam = null;
    fromMillis = untilMillis;
    fromNanos = untilNanos;
    return span;
  }

  /** A clock that was set must make a span neither longer nor shorter than it was. */
  private void followClock(long untilMillis, long spanMillis) {
    long stepMillis = untilMillis - fromMillis - spanMillis;
    if (Math.abs(stepMillis) > SLACK_MILLIS) {
      String step =
          "the clock went "
              + (stepMillis > 0 ? "forward" : "back")
              + " by "
              + Math.abs(stepMillis) / 1000
              + " s";
      seam = seam == null ? step : seam + "; " + step;
      fromMillis = untilMillis - spanMillis;
    }
  }

  /** What was delivered. */
  static final class Span {
    final byte[] chunk;
    final long fromMillis;
    final long untilMillis;
    final long skipped;

    Span(byte[] chunk, long fromMillis, long untilMillis, long skipped) {
      this.chunk = chunk;
      this.fromMillis = fromMillis;
      this.untilMillis = untilMillis;
      this.skipped = skipped;
    }

    /** Estimated from what chunks are after compression; below 0 for too short a span. */
    double shippedBytesPerMinute() {
      long millis = untilMillis - fromMillis;
      return millis < 5_000 ? -1 : chunk.length * 0.3 * 60_000 / millis;
    }
  }
}
