package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.query.EpisodeQuery;
import io.diag.collector.query.LoopQuery;
import io.diag.collector.query.LoopSummary;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** What is known of event loops, and of what blocked them. Any thread; blocks. */
final class LoopEndpoints {
  private static final double MILLIS = 1e3;

  private final Store store;
  private final Clock clock;
  private final QuerySlots slots;

  LoopEndpoints(Store store, Clock clock, QuerySlots slots) {
    this.store = store;
    this.clock = clock;
    this.slots = slots;
  }

  void loops(Context ctx) {
    String id = KnownJvms.require(store, ctx.pathParam("id")).id();
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    LoopQuery query = new LoopQuery(id, range.from(), range.to());
    byte[] body = slots.with(() -> json(query.read(store)));
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }

  void episodes(Context ctx) {
    String id = KnownJvms.require(store, ctx.pathParam("id")).id();
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    EpisodeQuery query = new EpisodeQuery(id, range.from(), range.to());
    byte[] body = slots.with(() -> EpisodeJson.of(query.read(store)));
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }

  private static byte[] json(List<LoopSummary> loops) {
    return JsonWriter.object(
        json -> {
          json.writeArrayFieldStart("loops");
          for (LoopSummary loop : loops) {
            json.writeStartObject();
            loop(json, loop);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void loop(JsonGenerator json, LoopSummary loop) throws IOException {
    json.writeStringField("id", loop.id());
    json.writeStringField("name", loop.name());
    if (loop.framework() != null) {
      json.writeStringField("framework", loop.framework());
    }
    if (loop.role() != null) {
      json.writeStringField("role", loop.role());
    }
    if (loop.utilization().isPresent()) {
      json.writeNumberField("utilization", rounded(loop.utilization().getAsDouble(), 1e4));
    }
    json.writeNumberField("ticks", loop.ticks());
    if (loop.ticks() > 0) {
      json.writeNumberField("p50Millis", millis(loop.quantileSeconds(0.5)));
      json.writeNumberField("p99Millis", millis(loop.quantileSeconds(0.99)));
      json.writeNumberField("maxMillis", millis(loop.maxSeconds()));
    }
    if (loop.delaySeconds(0.99).isPresent()) {
      json.writeNumberField("delayP50Millis", millis(loop.delaySeconds(0.5).getAsDouble()));
      json.writeNumberField("delayP99Millis", millis(loop.delaySeconds(0.99).getAsDouble()));
    }
  }

  private static double millis(double seconds) {
    return rounded(seconds * MILLIS, 1e3);
  }

  private static double rounded(double value, double steps) {
    return Math.round(value * steps) / steps;
  }
}
