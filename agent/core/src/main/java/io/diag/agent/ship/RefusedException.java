package io.diag.agent.ship;

import java.io.IOException;

/** The collector answered, but not with an ack. Decides whether trying again makes sense. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_TEXT = 300;

  private final int status;
  private final String text;

  RefusedException(int status, String text) {
    super(
        status == 401
            ? "the collector wants its token (401); set or correct token-file="
            : "the collector answered " + status + ": " + cut(text));
    this.status = status;
    this.text = text;
  }

  /** Sign-in failures can be mended on the other side, and load passes; nothing else changes. */
  boolean isWorthAnotherTry() {
    return status == 401 || status == 403 || status == 408 || status == 429 || status >= 500;
  }

  boolean isUnknownJvm() {
    return status == 404 && text.contains("urn:diag:unknown-jvm");
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").trim();
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
  }
}
