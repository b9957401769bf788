package io.diag.collector.ingest;

import io.diag.collector.api.ProblemException;
import io.diag.collector.jfr.JfrException;
import io.diag.collector.jfr.SampleReader;
import io.diag.collector.live.NoticeKind;
import io.diag.collector.live.Notices;
import io.diag.collector.metrics.Metrics;
import io.diag.collector.query.Watchers;
import io.diag.collector.store.Blobs;
import io.diag.collector.store.DatedPoint;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.Store;
import io.diag.wire.Ack;
import io.diag.wire.CommandReport;
import io.diag.wire.CommandReportCodec;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.Goodbye;
import io.diag.wire.GoodbyeCodec;
import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import io.diag.wire.Wire;
import io.diag.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What agents send, as {@code docs/wire.md} describes it. Any thread; blocks until what came is
 * committed. Everything that is wrong ends in a {@link ProblemException} and nothing is stored.
 */
public final class Ingest {
  /** Bodies held in memory at once, of at most {@link Wire#MAX_SENT_BYTES} each. */
  private static final int BODIES = 16;

  /** Profiles decoded at once, of at most {@link Wire#MAX_INFLATED_BYTES} each. */
  private static final int DECODERS = 2;

  private static final long BODY_PATIENCE_MILLIS = 2_000;
  private static final long DECODER_PATIENCE_MILLIS = 20_000;
  private static final long MAX_AHEAD_MILLIS = Duration.ofDays(1).toMillis();

  private final Store store;
  private final Blobs blobs;
  private final Watchers watchers;
  private final ItemListener listener;
  private final Clock clock;
  private final long retentionMillis;
  private final IngestSlots bodies = new IngestSlots(BODIES, BODY_PATIENCE_MILLIS);
  private final IngestSlots decoders = new IngestSlots(DECODERS, DECODER_PATIENCE_MILLIS);
  private final Notices notices;
  private final IngestMeter meter;

  /**
   * @param listener hears of what was stored
   * @param retention items older than this are refused, for they would be deleted at once
   */
  public Ingest(
      Store store,
      Blobs blobs,
      Watchers watchers,
      ItemListener listener,
      Notices notices,
      Metrics metrics,
      Duration retention,
      Clock clock) {
    this.store = store;
    this.blobs = blobs;
    this.watchers = watchers;
    this.listener = listener;
    this.notices = notices;
    this.clock = clock;
    retentionMillis = retention.toMillis();
    meter = new IngestMeter(metrics, bodies, decoders);
  }

  /**
   * @param header gives a header's value, or null
   * @param body read to its end, or not at all when the request is refused before
   */
  public Ack hello(String jvmId, UnaryOperator<String> header, InputStream body) {
    return meter.count("hello", body, counted -> greet(jvmId, header, counted));
  }

  /** As {@link #hello}. */
  public Ack item(String jvmId, String sequence, UnaryOperator<String> header, InputStream body) {
    return meter.count(
        IngestMeter.kind(header.apply(Wire.KIND_HEADER)),
        body,
        counted -> take(jvmId, sequence, header, counted));
  }

  private Ack greet(String jvmId, UnaryOperator<String> header, InputStream body) {
    String id = ItemRequest.jvmId(jvmId);
    requireType(header, "application/json");
    Hello hello = bodies.with(() -> json(HelloCodec::read, header, body));
    WireLimits.check(hello);
    store.addHello(id, hello, ItemRequest.isLeftBehind(header));
    notices.publish(NoticeKind.JVM, id);
    return new Ack(false, watchers.watched(id));
  }

  private Ack take(String jvmId, String sequence, UnaryOperator<String> header, InputStream body) {
    ItemRequest request = ItemRequest.of(jvmId, sequence, header);
    requireType(header, request.kind().mediaType());
    requireKnown(request.key().jvmId());
    requireTime(request);
    boolean repeated = bodies.with(() -> add(request, header, body));
    if (!repeated) {
      notices.publish(noticed(request.kind()), request.key().jvmId());
    }
    return new Ack(repeated, watchers.watched(request.key().jvmId()));
  }

  private boolean add(ItemRequest request, UnaryOperator<String> header, InputStream body) {
    return switch (request.kind()) {
      case SERIES -> series(request.key(), header, body);
      case PROFILE -> profile(request, header, body);
      case COMMAND -> command(request.key(), header, body);
      case EVENT -> event(request.key(), header, body);
      case GOODBYE -> goodbye(request.key(), header, body);
    };
  }

  private static NoticeKind noticed(ItemKind kind) {
    return switch (kind) {
      case SERIES -> NoticeKind.SERIES;
      case PROFILE -> NoticeKind.PROFILE;
      case COMMAND -> NoticeKind.COMMAND;
      case EVENT -> NoticeKind.JVM;
      case GOODBYE -> NoticeKind.JVM;
    };
  }

  private boolean series(ItemKey key, UnaryOperator<String> header, InputStream body) {
    SeriesSample sample = json(SeriesCodec::read, header, body);
    WireLimits.check(sample);
    // The header's time, and not the body's, is the same however often an item is sent.
    boolean repeated =
        meter.storing(() -> store.addSeries(key, sample.points(), sample.histograms()));
    if (!repeated && !key.leftBehind()) {
      listener.series(key, sample.points(), sample.histograms());
    }
    return repeated;
  }

  private boolean event(ItemKey key, UnaryOperator<String> header, InputStream body) {
    Event event = json(EventCodec::read, header, body);
    WireLimits.check(event);
    boolean repeated = meter.storing(() -> store.addEvent(key, event));
    if (!repeated && !key.leftBehind()) {
      listener.event(key.jvmId(), event);
    }
    return repeated;
  }

  private boolean goodbye(ItemKey key, UnaryOperator<String> header, InputStream body) {
    Goodbye goodbye = json(GoodbyeCodec::read, header, body);
    return meter.storing(() -> store.addGoodbye(key, goodbye));
  }

  /** Says never that it was there before: a report that repeats itself changes nothing. */
  private boolean command(ItemKey key, UnaryOperator<String> header, InputStream body) {
    CommandReport report = json(CommandReportCodec::read, header, body);
    String result = report.result() == null ? null : CommandResult.json(report.result());
    WireLimits.check(report);
    store.commands().report(key, report, result);
    return false;
  }

  private boolean profile(ItemRequest request, UnaryOperator<String> header, InputStream body) {
    byte[] sent = Body.read(body, length(header));
    String encoding = header.apply("Content-Encoding");
    ProfileCoverage coverage = request.coverage();
    ProfileChunk profile =
        decoders.with(() -> meter.decoding(() -> decode(request.key(), coverage, sent, encoding)));
    List<DatedPoint> points = ApplicationCpu.points(request.key(), coverage, profile);
    boolean repeated =
        meter.storing(() -> store.addProfile(request.key(), coverage, profile, points));
    if (!repeated) {
      // Last, so that what was refused is not kept; whether it can be is not the sender's concern.
      keep(request.key(), coverage, sent, encoding);
    }
    return repeated;
  }

  private void keep(ItemKey key, ProfileCoverage coverage, byte[] sent, String encoding) {
    long to = key.timeMillis();
    long from = coverage.fromMillis() == null ? to : Math.min(to, coverage.fromMillis());
    boolean gzip = encoding != null && encoding.trim().equalsIgnoreCase("gzip");
    blobs.put(new Blobs.Chunk(key.jvmId(), from, to, key.sequence()), sent, gzip);
  }

  private static ProfileChunk decode(
      ItemKey key, ProfileCoverage coverage, byte[] sent, String encoding) {
    try {
      byte[] chunk = Body.inflated(sent, encoding).readAllBytes();
      return SampleReader.read(chunk, coverage, key.dayStartMillis(), key.dayEndMillis());
    } catch (JfrException e) {
      throw new ProblemException(
          422,
          "bad-profile",
          "Profile not understood",
          "The body is not one sealed JFR chunk: " + e.getMessage() + ".");
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("reading from memory failed", cannotHappen);
    }
  }

  /** Reads one of the protocol's JSON bodies. */
  @FunctionalInterface
  private interface Codec<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T json(Codec<T> codec, UnaryOperator<String> header, InputStream body) {
    byte[] sent = Body.read(body, length(header));
    try {
      return codec.read(Body.inflated(sent, header.apply("Content-Encoding")));
    } catch (WireException e) {
      throw new ProblemException(
          400,
          "bad-body",
          "Body not understood",
          "The body is not what docs/wire.md describes: " + e.getMessage() + ".");
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("reading from memory failed", cannotHappen);
    }
  }

  private void requireKnown(String jvmId) {
    if (store.jvm(jvmId).isEmpty()) {
      throw new ProblemException(
          404,
          "unknown-jvm",
          "Unknown JVM",
          "No hello has come from this JVM; send one, then this item again.");
    }
  }

  private void requireTime(ItemRequest request) {
    long time = request.key().timeMillis();
    long now = clock.millis();
    boolean late = time < now - retentionMillis && request.kind() != ItemKind.GOODBYE;
    if (late || time > now + MAX_AHEAD_MILLIS) {
      throw new ProblemException(
          422,
          "time-out-of-range",
          late ? "Item too old" : "Item from the future",
          Wire.TIME_HEADER
              + " is "
              + time
              + " and the collector's clock says "
              + now
              + (late
                  ? "; older data than --retention-days are not kept."
                  : "; set the clock of the JVM's host."));
    }
  }

  private static void requireType(UnaryOperator<String> header, String type) {
    String sent = String.valueOf(header.apply("Content-Type")).toLowerCase(Locale.ROOT);
    if (!sent.equals(type) && !sent.startsWith(type + ";")) {
      throw new ProblemException(
          415,
          "content-type",
          "Content type not accepted",
          "The Content-Type is '" + sent + "'; this must be " + type + ".");
    }
  }

  private static long length(UnaryOperator<String> header) {
    try {
      String length = header.apply("Content-Length");
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException refusedByTheServer) {
      return -1;
    }
  }
}
