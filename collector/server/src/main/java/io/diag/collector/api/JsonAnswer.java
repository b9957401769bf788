package io.diag.collector.api;

import io.javalin.http.Context;

/** Answers that are true for now only. */
final class JsonAnswer {
  private JsonAnswer() {}

  /**
   * @param body JSON
   */
  static void send(Context ctx, byte[] body) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }
}
