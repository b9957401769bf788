package io.diag.collector.api;

import io.diag.collector.command.CommandBoard;
import io.diag.collector.fleet.Trails;
import io.diag.collector.heap.DumpUploads;
import io.diag.collector.heap.HeapDumps;
import io.diag.collector.heap.HeapExplorers;
import io.diag.collector.heap.HeapReports;
import io.diag.collector.ingest.Ingest;
import io.diag.collector.live.LiveStreams;
import io.diag.collector.live.Notices;
import io.diag.collector.metrics.Metrics;
import io.diag.collector.query.Watchers;
import io.diag.collector.store.Blobs;
import io.diag.collector.store.Store;
import io.diag.wire.AckCodec;
import io.diag.wire.Wire;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** Every path the collector answers, in one place. */
public final class Routes {
  private static final String HEAP_DUMPS = "/api/v1/heap-dumps";
  private static final String HEAP_DUMP = HEAP_DUMPS + "/{dump}";
  private static final String HEAP_UPLOADS = "/api/v1/heap-uploads";
  private static final String HEAP_UPLOAD = HEAP_UPLOADS + "/{upload}";

  private final QueryEndpoints queries;
  private final CommandEndpoints commands;
  private final FindingEndpoints findings;
  private final ProfileEndpoints profiles;
  private final FleetEndpoints fleet;
  private final ForgetEndpoint forgetting;
  private final HeapDumpEndpoints heapDumps;
  private final HeapObjectEndpoints heapObjects;
  private final HeapUploadEndpoints heapUploads;
  private final LoopEndpoints loops;
  private final LiveEndpoint live;
  private final MetricsEndpoint metrics;
  private final MeteredHandler metered;
  private final Ingest ingest;
  private final Description description = new Description();

  /** One method of one path. */
  record Route(HandlerType method, String path, Handler handler) {}

  public Routes(
      Store store,
      Blobs blobs,
      Ingest ingest,
      Watchers watchers,
      Trails trails,
      CommandBoard commandBoard,
      HeapDumps dumps,
      HeapReports reports,
      HeapExplorers explorers,
      DumpUploads uploads,
      Notices notices,
      LiveStreams streams,
      Metrics metrics,
      Clock clock) {
    QuerySlots slots = new QuerySlots();
    metrics.gauge("diag_collector_queries_waiting", "Large queries that wait.", slots::waiting);
    queries = new QueryEndpoints(store, watchers, clock, slots);
    profiles = new ProfileEndpoints(store, blobs, watchers, clock, slots);
    findings = new FindingEndpoints(store);
    forgetting = new ForgetEndpoint(store, clock);
    fleet = new FleetEndpoints(store, trails, clock, slots);
    loops = new LoopEndpoints(store, clock, slots);
    commands = new CommandEndpoints(store, commandBoard, notices, clock);
    heapDumps = new HeapDumpEndpoints(dumps, reports);
    heapObjects = new HeapObjectEndpoints(explorers);
    heapUploads = new HeapUploadEndpoints(uploads);
    live = new LiveEndpoint(store, streams);
    this.metrics = new MetricsEndpoint(metrics);
    metered = new MeteredHandler(metrics);
    this.ingest = ingest;
  }

  /** Adds the routes, the pages and the answers to failures. */
  public void register(JavalinConfig config) {
    for (Route route : all()) {
      Handler handler =
          route.path().startsWith("/api/")
              ? metered.around(route.path(), route.handler())
              : route.handler();
      config.routes.addHttpHandler(route.method(), route.path(), handler);
      if (route.method().equals(HandlerType.GET)) {
        // Left to itself the server would answer HEAD with an empty text instead of GET's headers.
        config.routes.addHttpHandler(HandlerType.HEAD, route.path(), handler);
      }
    }
    Failures.register(config);
    config.resourceHandler(new UiFiles());
  }

  /** The description has those under {@code /api}; {@code docs/wire.md} has those of the wire. */
  List<Route> all() {
    return List.of(
        new Route(HandlerType.GET, "/healthz", Routes::health),
        new Route(HandlerType.GET, "/diag.jar", AgentJar::handle),
        new Route(HandlerType.GET, "/metrics", metrics::metrics),
        new Route(HandlerType.GET, "/api/v1/openapi.json", description::handle),
        new Route(HandlerType.GET, "/api/v1/live", live::live),
        new Route(HandlerType.GET, "/api/v1/jvms", queries::jvms),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}", queries::jvm),
        new Route(HandlerType.DELETE, "/api/v1/jvms/{id}", forgetting::forget),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/series", queries::series),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/profile", profiles::profile),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/profile/diff", profiles::difference),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/profile/frame", profiles::frame),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/loops", loops::loops),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/loop-episodes", loops::episodes),
        new Route(HandlerType.GET, "/api/v1/fleet/trends", fleet::trends),
        new Route(HandlerType.GET, "/api/v1/findings", findings::list),
        new Route(HandlerType.GET, "/api/v1/findings/{finding}", findings::one),
        new Route(HandlerType.GET, "/api/v1/jvms/{id}/commands", commands::ofJvm),
        new Route(HandlerType.POST, "/api/v1/jvms/{id}/commands", commands::add),
        new Route(HandlerType.GET, "/api/v1/commands/{command}", commands::one),
        new Route(HandlerType.POST, "/api/v1/commands/{command}/cancel", commands::cancel),
        new Route(HandlerType.GET, HEAP_DUMPS, heapDumps::list),
        new Route(HandlerType.POST, HEAP_DUMPS, heapDumps::add),
        new Route(HandlerType.GET, HEAP_DUMP, heapDumps::one),
        new Route(HandlerType.POST, HEAP_UPLOADS, heapUploads::begin),
        new Route(HandlerType.GET, HEAP_UPLOAD, heapUploads::one),
        new Route(HandlerType.PUT, HEAP_UPLOAD, heapUploads::append),
        new Route(HandlerType.DELETE, HEAP_UPLOAD, heapUploads::cancel),
        new Route(HandlerType.POST, HEAP_UPLOAD + "/complete", heapUploads::complete),
        new Route(HandlerType.DELETE, HEAP_DUMP, heapDumps::delete),
        new Route(HandlerType.POST, HEAP_DUMP + "/cancel", heapDumps::cancel),
        new Route(HandlerType.POST, HEAP_DUMP + "/analyse", heapDumps::analyse),
        new Route(HandlerType.GET, HEAP_DUMP + "/summary", heapDumps::summary),
        new Route(HandlerType.GET, HEAP_DUMP + "/histogram", heapDumps::histogram),
        new Route(HandlerType.GET, HEAP_DUMP + "/suspects", heapDumps::suspects),
        new Route(HandlerType.GET, HEAP_DUMP + "/dominators", heapDumps::dominators),
        new Route(HandlerType.GET, HEAP_DUMP + "/statics", heapDumps::statics),
        new Route(HandlerType.GET, HEAP_DUMP + "/class-tree", heapDumps::classTree),
        new Route(HandlerType.GET, HEAP_DUMP + "/duplicates", heapDumps::duplicates),
        new Route(HandlerType.GET, HEAP_DUMP + "/collections", heapDumps::collections),
        new Route(HandlerType.GET, HEAP_DUMP + "/threads", heapDumps::threads),
        new Route(HandlerType.GET, HEAP_DUMP + "/loaders", heapDumps::loaders),
        new Route(HandlerType.GET, HEAP_DUMP + "/unreachable", heapDumps::unreachable),
        new Route(HandlerType.GET, HEAP_DUMP + "/off-heap", heapDumps::offHeap),
        new Route(HandlerType.GET, HEAP_DUMP + "/compare", heapDumps::compare),
        new Route(HandlerType.GET, HEAP_DUMP + "/objects/{object}", heapObjects::object),
        new Route(
            HandlerType.GET, HEAP_DUMP + "/objects/{object}/referrers", heapObjects::referrers),
        new Route(
            HandlerType.GET, HEAP_DUMP + "/objects/{object}/dominated", heapObjects::dominated),
        new Route(HandlerType.GET, HEAP_DUMP + "/paths/{object}", heapObjects::path),
        new Route(HandlerType.GET, HEAP_DUMP + "/paths", heapObjects::paths),
        new Route(HandlerType.GET, Wire.commandsPath("{id}"), commands::poll),
        new Route(HandlerType.PUT, Wire.jvmPath("{id}"), this::hello),
        new Route(HandlerType.POST, Wire.jvmPath("{id}") + "/items/{sequence}", this::item));
  }

  private static void health(Context ctx) {
    ctx.contentType("application/json")
        .header("Cache-Control", "no-store")
        .result("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
  }

  private void hello(Context ctx) {
    ctx.contentType("application/json")
        .result(
            AckCodec.write(ingest.hello(ctx.pathParam("id"), ctx::header, ctx.bodyInputStream())));
  }

  private void item(Context ctx) {
    ctx.contentType("application/json")
        .result(
            AckCodec.write(
                ingest.item(
                    ctx.pathParam("id"),
                    ctx.pathParam("sequence"),
                    ctx::header,
                    ctx.bodyInputStream())));
  }
}
