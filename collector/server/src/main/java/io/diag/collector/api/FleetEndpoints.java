package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.fleet.Axis;
import io.diag.collector.fleet.OpenFindings;
import io.diag.collector.fleet.Trails;
import io.diag.collector.fleet.Trend;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;

/** What stands beside each JVM in a list of all of them. Any thread; blocks. */
final class FleetEndpoints {
  /** Findings come and go slowly; that many viewers ask must not have them read each time. */
  private static final long KEPT_MILLIS = 10_000;

  private final Store store;
  private final Trails trails;
  private final Clock clock;
  private final QuerySlots slots;
  private OpenFindings lately;
  private long readAtMillis;

  FleetEndpoints(Store store, Trails trails, Clock clock, QuerySlots slots) {
    this.store = store;
    this.trails = trails;
    this.clock = clock;
    this.slots = slots;
  }

  void trends(Context ctx) {
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    Axis axis =
        trails.axis(range.from(), range.to(), RangeParameters.points(ctx::queryParam, 60, 240));
    byte[] body =
        slots.with(
            () ->
                JsonWriter.object(
                    json -> {
                      axis(json, axis);
                      json.writeArrayFieldStart("jvms");
                      for (Trend trend : trails.trends(axis)) {
                        trend(json, trend);
                      }
                      json.writeEndArray();
                      json.writeObjectFieldStart("findings");
                      OpenFindings open = openFindings();
                      axis(json, open.axis());
                      JsonWriter.column(json, "open", open.open().size(), open.open()::get);
                      JsonWriter.column(
                          json, "critical", open.critical().size(), open.critical()::get);
                      json.writeEndObject();
                    }));
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }

  private synchronized OpenFindings openFindings() {
    long now = clock.millis();
    if (lately == null || Math.abs(now - readAtMillis) > KEPT_MILLIS) {
      lately = OpenFindings.before(store.findings(), now);
      readAtMillis = now;
    }
    return lately;
  }

  private static void axis(JsonGenerator json, Axis axis) throws IOException {
    json.writeNumberField("from", axis.fromMillis());
    json.writeNumberField("to", axis.toMillis());
    json.writeNumberField("stepMillis", axis.stepMillis());
  }

  private static void trend(JsonGenerator json, Trend trend) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", trend.jvmId());
    json.writeArrayFieldStart("cpuCores");
    for (Double cores : trend.cores()) {
      if (cores == null) {
        json.writeNull();
      } else {
        json.writeNumber(Math.round(cores * 1e3) / 1e3);
      }
    }
    json.writeEndArray();
    if (trend.gcShare() != null) {
      json.writeNumberField("gcShare", Math.round(trend.gcShare() * 1e5) / 1e5);
    }
    if (trend.agentCores() != null) {
      json.writeNumberField("agentCores", Math.round(trend.agentCores() * 1e5) / 1e5);
    }
    json.writeEndObject();
  }
}
