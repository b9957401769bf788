package io.diag.collector.ingest;

import io.diag.collector.api.ProblemException;
import io.diag.wire.CommandReport;
import io.diag.wire.DeadlockEvent;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.FeatureState;
import io.diag.wire.Hello;
import io.diag.wire.HistogramPoint;
import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.Point;
import io.diag.wire.ProcessStall;
import io.diag.wire.SeriesSample;
import io.diag.wire.WireException;
import java.util.Map;

/** Bounds on what senders choose freely: texts, labels, features. */
final class WireLimits {
  private static final int MAX_TEXT = 1_000;
  private static final int MAX_LABELS = 64;
  private static final int MAX_FEATURES = 256;
  private static final int MAX_EVENT_BYTES = 64 << 10;

  private WireLimits() {}

  static void check(Hello hello) {
    text("service", hello.service());
    text("host", hello.host());
    text("jdk", hello.jdk());
    text("vm", hello.vm());
    text("gc", hello.gc());
    text("os", hello.os());
    text("agentVersion", hello.agentVersion());
    labels(hello.labels());
    if (hello.features().size() > MAX_FEATURES) {
      throw tooMuch("'features' has more than " + MAX_FEATURES + " entries");
    }
    for (FeatureState feature : hello.features()) {
      text("features", feature.name());
      text("features", feature.reason());
    }
    if (hello.intervalMillis() <= 0 || hello.intervalMillis() > 86_400_000) {
      throw tooMuch("'intervalMillis' is " + hello.intervalMillis() + ", not 1 to a day");
    }
  }

  static void check(SeriesSample sample) {
    for (Point point : sample.points()) {
      text("name", point.name());
      text("unit", point.unit());
      labels(point.labels());
    }
    for (HistogramPoint point : sample.histograms()) {
      text("name", point.name());
      text("unit", point.unit());
      labels(point.labels());
    }
  }

  static void check(CommandReport report) {
    text("id", report.id());
    text("message", report.message());
  }

  static void check(Event event) {
    text("name", event.name());
    // Written anew: what was sent may have more in it than is kept.
    if (EventCodec.write(event).length > MAX_EVENT_BYTES) {
      throw tooMuch("is an event of more than " + MAX_EVENT_BYTES + " bytes");
    }
    try {
      readKnown(event);
    } catch (WireException e) {
      throw new ProblemException(
          400, "bad-body", "Body not understood", "In the body " + e.getMessage() + ".");
    }
  }

  /** An event that is known must be whole; others are kept as they are. */
  private static void readKnown(Event event) throws WireException {
    switch (event.name()) {
      case DeadlockEvent.FOUND, DeadlockEvent.GONE -> DeadlockEvent.of(event);
      case LoopEpisode.NAME -> LoopEpisode.of(event);
      case LoopPattern.NAME -> LoopPattern.of(event);
      case ProcessStall.NAME -> ProcessStall.of(event);
      default -> {}
    }
  }

  private static void labels(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      throw tooMuch("'labels' has more than " + MAX_LABELS + " entries");
    }
    labels.forEach(
        (name, value) -> {
          text("labels", name);
          if (value == null) {
            throw tooMuch("label '" + name + "' is null");
          }
          text("labels", value);
        });
  }

  private static void text(String field, String value) {
    if (value != null && value.length() > MAX_TEXT) {
      throw tooMuch("'" + field + "' has a text of more than " + MAX_TEXT + " characters");
    }
  }

  private static ProblemException tooMuch(String what) {
    return new ProblemException(
        422, "limit", "Beyond a limit", "In the body " + what + "; send less.");
  }
}
