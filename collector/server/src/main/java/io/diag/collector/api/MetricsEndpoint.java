package io.diag.collector.api;

import io.diag.collector.metrics.Metrics;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** What the collector measures of itself, for Prometheus. */
final class MetricsEndpoint {
  private final Metrics metrics;

  MetricsEndpoint(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Blocks while the data directory is listed. */
  void metrics(Context ctx) {
    ctx.contentType(Metrics.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .result(metrics.text().getBytes(StandardCharsets.UTF_8));
  }
}
