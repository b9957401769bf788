package io.diag.collector.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** The API's own description, {@code openapi.json}, as it stands in the jar. */
final class Description {
  private final byte[] json;

  Description() {
    try (InputStream in = Description.class.getResourceAsStream("openapi.json")) {
      json = in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("openapi.json is missing from the collector's jar", e);
    }
  }

  void handle(Context ctx) {
    ctx.contentType("application/json").header("Cache-Control", "no-cache").result(json);
  }
}
