package io.diag.collector.ingest;

import io.diag.collector.api.ProblemException;
import io.diag.collector.metrics.Counter;
import io.diag.collector.metrics.Histogram;
import io.diag.collector.metrics.Metrics;
import io.diag.wire.Ack;
import io.diag.wire.ItemKind;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Counts what agents send and what became of it. Any thread. */
final class IngestMeter {
  private final Counter items;
  private final Counter bytes;
  private final Histogram decode;
  private final Histogram store;

  IngestMeter(Metrics metrics, IngestSlots bodies, IngestSlots decoders) {
    items =
        metrics.counter(
            "diag_collector_items_total",
            "What agents sent, by kind and outcome.",
            "kind",
            "outcome");
    bytes = metrics.counter("diag_collector_received_bytes_total", "Bodies from agents, as sent.");
    decode = metrics.histogram("diag_collector_decode_seconds", "To decode a profile.");
    store =
        metrics.histogram(
            "diag_collector_store_seconds", "To store an item durably, waiting included.");
    metrics.gauges(
        "diag_collector_ingest_waiting",
        "Items that wait for a place.",
        "place",
        () -> Map.of("body", (double) bodies.waiting(), "decoder", (double) decoders.waiting()));
  }

  /** The kind of a header's value, which may be null or none that is known. */
  static String kind(String header) {
    for (ItemKind kind : ItemKind.values()) {
      if (kind.label().equals(header)) {
        return kind.label();
      }
    }
    return "unknown";
  }

  /** Counts what is read of the body, and how the work ends. */
  Ack count(String kind, InputStream body, Function<InputStream, Ack> work) {
    CountedBody counted = new CountedBody(body);
    String outcome = "failed";
    try {
      Ack ack = work.apply(counted);
      outcome = ack.repeated() ? "repeated" : "stored";
      return ack;
    } catch (ProblemException e) {
      outcome = e.problem().status() < 500 ? "refused" : "failed";
      throw e;
    } finally {
      items.add(1, kind, outcome);
      bytes.add(counted.count());
    }
  }

  <T> T decoding(Supplier<T> work) {
    return decode.time(work);
  }

  <T> T storing(Supplier<T> work) {
    return store.time(work);
  }
}
