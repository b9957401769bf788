package io.diag.agent.eventloop;

/** What a thread that selects does with what is ready. */
enum LoopRole {
  /** It runs the handlers itself: whatever blocks it makes all its connections wait. */
  LOOP("loop"),

  /** It hands the selector on and becomes a worker itself. */
  ROTATING_POLLER("rotating poller"),

  /** It is the application's own thread, which comes when it wants something from others. */
  CLIENT("client"),

  /** It hands what is ready to other threads. */
  POLLER_WITH_WORKERS("poller with workers");

  private final String label;

  LoopRole(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
