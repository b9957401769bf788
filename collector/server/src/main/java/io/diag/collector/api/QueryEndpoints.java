package io.diag.collector.api;

import io.diag.collector.query.SeriesQuery;
import io.diag.collector.query.Watchers;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the UI and scripts ask: JVMs and their series. Any thread; blocks. */
final class QueryEndpoints {
  private static final Comparator<Jvm> ORDER =
      Comparator.comparing((Jvm jvm) -> jvm.hello().service())
          .thenComparing(jvm -> jvm.hello().host())
          .thenComparing(jvm -> jvm.hello().startedAtMillis())
          .thenComparing(Jvm::id);

  private final Store store;
  private final Watchers watchers;
  private final Clock clock;
  private final QuerySlots slots;

  QueryEndpoints(Store store, Watchers watchers, Clock clock, QuerySlots slots) {
    this.store = store;
    this.watchers = watchers;
    this.clock = clock;
    this.slots = slots;
  }

  void jvms(Context ctx) {
    long now = clock.millis();
    Map<String, FindingCounts> findings = FindingCounts.of(store.findings().open());
    List<JvmView> jvms =
        store.jvms().stream()
            .sorted(ORDER)
            .map(jvm -> JvmView.of(jvm, findings.getOrDefault(jvm.id(), FindingCounts.NONE), now))
            .toList();
    json(ctx, JsonWriter.value(Map.of("jvms", jvms)));
  }

  void jvm(Context ctx) {
    Jvm jvm = known(ctx);
    FindingCounts findings =
        FindingCounts.of(store.findings().open()).getOrDefault(jvm.id(), FindingCounts.NONE);
    json(ctx, JsonWriter.value(JvmView.detailed(jvm, findings, clock.millis())));
  }

  void series(Context ctx) {
    String id = known(ctx).id();
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    int points = RangeParameters.points(ctx::queryParam);
    SeriesQuery query =
        new SeriesQuery(id, names(ctx.queryParam("names")), range.from(), range.to(), points);
    watchers.looked(id);
    json(ctx, slots.with(() -> JsonWriter.series(range, query.read(store))));
  }

  private Jvm known(Context ctx) {
    return KnownJvms.require(store, ctx.pathParam("id"));
  }

  private static Set<String> names(String list) {
    Set<String> names = new LinkedHashSet<>();
    if (list != null) {
      for (String name : list.split(",", -1)) {
        if (!name.isBlank()) {
          names.add(name.trim());
        }
      }
    }
    return names;
  }

  private static void json(Context ctx, byte[] body) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }
}
