package io.diag.agent.ship;

import java.nio.charset.StandardCharsets;

/** Status and body of an answer. */
final class HttpResponse {
  private final int status;
  private final byte[] body;
  private final boolean keepAlive;

  HttpResponse(int status, byte[] body, boolean keepAlive) {
    this.status = status;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean keepAlive() {
    return keepAlive;
  }
}
