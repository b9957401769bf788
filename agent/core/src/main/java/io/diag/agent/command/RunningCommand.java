package io.diag.agent.command;

/** One command at work, and what was last said of it. */
final class RunningCommand {
  private static final long REPORT_NANOS = 2_000_000_000L;

  private final String id;
  private final CommandRun run;
  private final long deadlineNanos;
  private Double progress;
  private String message;
  private long reportedNanos;

  RunningCommand(String id, CommandRun run, long deadlineNanos, long nowNanos) {
    this.id = id;
    this.run = run;
    this.deadlineNanos = deadlineNanos;
    reportedNanos = nowNanos - REPORT_NANOS;
  }

  String id() {
    return id;
  }

  CommandRun run() {
    return run;
  }

  boolean isLate(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** Whether what a step says is news, and old enough to be told. */
  boolean isNews(CommandStep step, long nowNanos) {
    boolean same = equal(progress, step.progress()) && equal(message, step.message());
    if (same || nowNanos - reportedNanos < REPORT_NANOS) {
      return false;
    }
    progress = step.progress();
    message = step.message();
    reportedNanos = nowNanos;
    return true;
  }

  private static boolean equal(Object a, Object b) {
    return a == null ? b == null : a.equals(b);
  }
}
