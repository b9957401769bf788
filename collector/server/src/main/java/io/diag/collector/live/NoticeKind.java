package io.diag.collector.live;

/** Of what there is something new. */
public enum NoticeKind {
  /** Who a JVM is, or that it came, came back or went. */
  JVM("jvm"),
  SERIES("series"),
  PROFILE("profile"),
  FINDINGS("findings"),
  COMMAND("command");

  private final String label;

  NoticeKind(String label) {
    this.label = label;
  }

  /** The name of the event in the stream. */
  public String label() {
    return label;
  }
}
