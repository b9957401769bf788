package io.diag.collector.api;

import io.diag.collector.query.JvmState;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.time.Clock;

/** Takes a JVM that is gone from the list. Any thread; blocks. */
final class ForgetEndpoint {
  private final Store store;
  private final Clock clock;

  ForgetEndpoint(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  void forget(Context ctx) {
    Jvm jvm = KnownJvms.require(store, ctx.pathParam("id"));
    if (JvmState.of(jvm, clock.millis()) == JvmState.LIVE) {
      throw new ProblemException(
          409,
          "jvm-is-live",
          "JVM is live",
          "This JVM reports, and would be there again at once; detach the agent first.");
    }
    store.forget(jvm.id());
    ctx.status(204);
  }
}
