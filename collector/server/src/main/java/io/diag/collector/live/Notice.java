package io.diag.collector.live;

/** Something is new about a JVM. */
record Notice(NoticeKind kind, String jvmId) {
  /** As an event of a stream; ids have no character that JSON would escape. */
  String event(long timeMillis) {
    return "event: "
        + kind.label()
        + "\ndata: {\"jvm\":\""
        + jvmId
        + "\",\"time\":"
        + timeMillis
        + "}\n\n";
  }
}
