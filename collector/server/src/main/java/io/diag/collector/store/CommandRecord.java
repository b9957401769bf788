package io.diag.collector.store;

import io.diag.wire.CommandReport;

/**
 * What is known of one command, but for its result, which may be large. All times are epoch
 * milliseconds by the collector's clock.
 *
 * @param arguments a JSON object
 * @param state as last written; {@link #at} says what it is now
 * @param progress from 0 to 1, or null
 * @param message or null
 * @param cancelAsked whether somebody asked to give it up
 * @param reported what the agent last said of it, or null
 */
public record CommandRecord(
    String id,
    String jvmId,
    String kind,
    String arguments,
    CommandState state,
    Double progress,
    String message,
    long createdAtMillis,
    long changedAtMillis,
    long deadlineMillis,
    boolean cancelAsked,
    CommandReport.State reported) {
  /** A report of the last moment is still under way when the deadline passes. */
  private static final long GRACE_MILLIS = 15_000;

  /** One that waits for its JVM. */
  public static CommandRecord waiting(
      String id, String jvmId, String kind, String arguments, long nowMillis, long deadline) {
    return new CommandRecord(
        id,
        jvmId,
        kind,
        arguments,
        CommandState.WAITING,
        null,
        null,
        nowMillis,
        nowMillis,
        deadline,
        false,
        null);
  }

  /** As it is at a time: the clock alone may end it, with or without a collector running. */
  public CommandRecord at(long nowMillis) {
    if (state == CommandState.WAITING && nowMillis > deadlineMillis) {
      return with(
          CommandState.EXPIRED,
          progress,
          "the JVM did not take it before the deadline; is its agent connected?",
          deadlineMillis);
    }
    if (state == CommandState.RUNNING && nowMillis > deadlineMillis + GRACE_MILLIS) {
      return with(
          CommandState.EXPIRED,
          progress,
          "the agent began it and reported no end before the deadline",
          deadlineMillis);
    }
    return this;
  }

  /**
   * After a report. The agent's last word counts, even over an expiry: what came late is still the
   * answer. Anything after that last word is a repeat.
   */
  public CommandRecord after(CommandReport report, long nowMillis) {
    if (reported != null && reported.isFinal()) {
      return this;
    }
    boolean ended = !state.isOpen() && !report.state().isFinal();
    return new CommandRecord(
        id,
        jvmId,
        kind,
        arguments,
        ended ? state : CommandState.of(report.state()),
        report.progress() == null ? progress : report.progress(),
        ended ? message : report.message(),
        createdAtMillis,
        ended ? changedAtMillis : nowMillis,
        deadlineMillis,
        cancelAsked,
        report.state());
  }

  /**
   * After somebody asked to give it up. One that no agent has begun is cancelled at once; should it
   * be on its way to the agent, the agent is told to end it when it reports.
   */
  public CommandRecord cancelledBy(long nowMillis) {
    boolean begun = state == CommandState.RUNNING;
    return new CommandRecord(
        id,
        jvmId,
        kind,
        arguments,
        begun ? state : CommandState.CANCELLED,
        progress,
        begun ? "asked to stop" : "cancelled before the JVM took it",
        createdAtMillis,
        nowMillis,
        deadlineMillis,
        true,
        reported);
  }

  /** Whether the agent works on it although nobody waits for it any more. */
  public boolean isToBeEnded() {
    return reported == CommandReport.State.RUNNING && (cancelAsked || !state.isOpen());
  }

  private CommandRecord with(
      CommandState newState, Double newProgress, String newMessage, long newChangedAt) {
    return new CommandRecord(
        id,
        jvmId,
        kind,
        arguments,
        newState,
        newProgress,
        newMessage,
        createdAtMillis,
        newChangedAt,
        deadlineMillis,
        cancelAsked,
        reported);
  }
}
