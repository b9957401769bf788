package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What to do about a blocked event loop, by what its time was spent on. */
final class LoopAdvice {
  private LoopAdvice() {}

  /**
   * @param kind as an episode has it, as in {@code parked}
   */
  static String kind(String kind) {
    switch (kind) {
      case "cpu":
        return "computing";
      case "runQueue":
        return "waiting for a CPU";
      case "gc":
        return "standing still with the whole JVM, as for a garbage collection";
      case "monitor":
        return "waiting to enter a synchronized block";
      case "parked":
        return "waiting: asleep, for a lock, or for another thread's result";
      case "io":
        return "in a system call, as for a file or a blocking socket";
      default:
        return kind;
    }
  }

  /**
   * @param most what most of the time was spent on, or null
   * @param frame empty if it is not known
   */
  static List<Action> actions(String most, String frame) {
    Action look =
        Action.of(
            "Open the event loops of this JVM: each episode has its stack and what the time was"
                + " spent on.");
    String where = frame.isEmpty() ? "what blocks" : frame;
    if (most == null) {
      return Collections.singletonList(look);
    }
    switch (most) {
      case "cpu":
        return Arrays.asList(
            look,
            Action.of(
                "Do the computing of "
                    + where
                    + " on a worker thread, or in smaller pieces; the CPU profile filtered by the"
                    + " loop's thread shows what it computes."));
      case "monitor":
        return Arrays.asList(
            look,
            Action.of(
                "See in the episode who held the lock, and hold it for less there, or do not take"
                    + " it on an event loop."));
      case "gc":
      case "runQueue":
        return Collections.singletonList(look);
      default:
        return Arrays.asList(
            look,
            Action.of(
                "Move "
                    + where
                    + " off the event loop: executeBlocking in Vert.x, subscribeOn(boundedElastic)"
                    + " in Reactor, a group of its own for the handler in Netty; or use a call"
                    + " that does not wait."));
    }
  }
}
