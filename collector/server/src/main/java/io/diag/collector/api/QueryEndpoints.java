package io.diag.collector.api;

import io.diag.collector.query.CallTree;
import io.diag.collector.query.CollapsedStacks;
import io.diag.collector.query.SeriesQuery;
import io.diag.collector.query.TooLargeException;
import io.diag.collector.query.Watchers;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.StackSink;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the UI and scripts ask: JVMs, their series and their profiles. Any thread; blocks. */
final class QueryEndpoints {
  /** Each may hold tens of megabytes. */
  private static final int QUERIES_AT_ONCE = 4;

  private static final long PATIENCE_SECONDS = 20;

  private static final Comparator<Jvm> ORDER =
      Comparator.comparing((Jvm jvm) -> jvm.hello().service())
          .thenComparing(jvm -> jvm.hello().host())
          .thenComparing(jvm -> jvm.hello().startedAtMillis())
          .thenComparing(Jvm::id);

  private final Store store;
  private final Watchers watchers;
  private final Clock clock;
  private final Semaphore queries = new Semaphore(QUERIES_AT_ONCE, true);

  QueryEndpoints(Store store, Watchers watchers, Clock clock) {
    this.store = store;
    this.watchers = watchers;
    this.clock = clock;
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
    json(ctx, bounded(() -> JsonWriter.series(range, query.read(store))));
  }

  void profile(Context ctx) {
    String id = known(ctx).id();
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    String event = oneOf(ctx, "event", List.of("cpu"));
    String format = oneOf(ctx, "format", List.of("json", "collapsed"));
    watchers.looked(id);
    if (format.equals("collapsed")) {
      byte[] text =
          bounded(
              () -> {
                CollapsedStacks stacks = new CollapsedStacks();
                readProfile(id, range, stacks);
                return stacks.text().getBytes(StandardCharsets.UTF_8);
              });
      ctx.contentType("text/plain; charset=utf-8").header("Cache-Control", "no-store").result(text);
    } else {
      json(
          ctx,
          bounded(
              () -> {
                CallTree tree = new CallTree();
                readProfile(id, range, tree);
                return JsonWriter.profile(event, range, tree);
              }));
    }
  }

  private void readProfile(String id, RangeParameters range, StackSink sink) {
    store.readProfile(id, ProfileEvent.CPU, range.from(), range.to(), sink);
  }

  private Jvm known(Context ctx) {
    String id = ctx.pathParam("id");
    return store
        .jvm(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "unknown-jvm",
                    "Unknown JVM",
                    "No JVM has this id; /api/v1/jvms lists those that are known."));
  }

  private <T> T bounded(Supplier<T> query) {
    boolean taken = false;
    try {
      taken = queries.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!taken) {
        throw new ProblemException(
            503, "busy", "Too busy", "Too many queries run at once; ask again later.");
      }
      return query.get();
    } catch (TooLargeException e) {
      throw new ProblemException(
          422, "answer-too-large", "Answer too large", "There are " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(503, "stopping", "Stopping", "The collector is being stopped.");
    } finally {
      if (taken) {
        queries.release();
      }
    }
  }

  /** The first of the accepted values is the default. */
  private static String oneOf(Context ctx, String name, List<String> accepted) {
    String value = ctx.queryParam(name);
    if (value == null) {
      return accepted.get(0);
    }
    if (!accepted.contains(value)) {
      throw RangeParameters.bad(name, value, String.join(" or ", accepted));
    }
    return value;
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
