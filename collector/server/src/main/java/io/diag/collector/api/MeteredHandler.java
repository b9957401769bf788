package io.diag.collector.api;

import io.diag.collector.metrics.Counter;
import io.diag.collector.metrics.Histogram;
import io.diag.collector.metrics.Metrics;
import io.javalin.http.Handler;

/** Counts what is asked of the API, and for how long it kept a thread. Any thread. */
final class MeteredHandler {
  private final Counter queries;
  private final Histogram seconds;

  MeteredHandler(Metrics metrics) {
    queries =
        metrics.counter(
            "diag_collector_queries_total",
            "Requests to the API, by path and outcome.",
            "path",
            "outcome");
    seconds = metrics.histogram("diag_collector_query_seconds", "To answer a request to the API.");
  }

  /**
   * @param path as a template, so that there are few
   */
  Handler around(String path, Handler handler) {
    return ctx -> {
      long start = System.nanoTime();
      String outcome = "failed";
      try {
        handler.handle(ctx);
        outcome = "answered";
      } catch (ProblemException e) {
        outcome = e.problem().status() < 500 ? "refused" : "failed";
        throw e;
      } finally {
        queries.add(1, path, outcome);
        seconds.addNanos(System.nanoTime() - start);
      }
    };
  }
}
