package io.diag.collector.api;

import io.diag.collector.live.LiveStreams;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;

/** Hints that there is something new to ask for, as long as the caller listens. */
final class LiveEndpoint {
  private final Store store;
  private final LiveStreams streams;

  LiveEndpoint(Store store, LiveStreams streams) {
    this.store = store;
    this.streams = streams;
  }

  /** Does not block; no thread is held while the stream is open. */
  void live(Context ctx) throws IOException {
    String jvm = ctx.queryParam("jvm");
    if (jvm != null && store.jvm(jvm).isEmpty()) {
      throw new ProblemException(
          404,
          "unknown-jvm",
          "Unknown JVM",
          "No JVM has this id; /api/v1/jvms lists those that are known. Without 'jvm' the stream is"
              + " about all of them.");
    }
    ctx.disableCompression();
    ctx.contentType("text/event-stream").header("Cache-Control", "no-store");
    // Proxies that hold answers back would hold every hint.
    ctx.header("X-Accel-Buffering", "no");
    if (ctx.method().equals(HandlerType.GET)) {
      ServletOutputStream out = ctx.res().getOutputStream();
      ctx.future(() -> streams.open(jvm, out));
    }
  }
}
