package io.diag.agent.thread;

import io.diag.agent.os.PlainText;
import io.diag.wire.DeadlockEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the JVM for threads that wait for each other in a circle. The JVM stands still while it
 * looks; where it finds nothing, that is one walk over the threads without their stacks.
 */
final class DeadlockFinder {
  private static final int MAX_CIRCLES = 16;
  private static final int MAX_THREADS = 16;
  private static final int MAX_FRAMES = 32;
  private static final int MAX_TEXT = 300;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /**
   * The circles there are now, by their ids, or null while they cannot be told apart because
   * threads moved on meanwhile.
   *
   * @throws UnsupportedOperationException if this JVM cannot look
   */
  Map<String, DeadlockEvent> find() {
    long[] ids =
        threads.isSynchronizerUsageSupported()
            ? threads.findDeadlockedThreads()
            : threads.findMonitorDeadlockedThreads();
    Map<String, DeadlockEvent> circles = new HashMap<>();
    if (ids == null) {
      return circles;
    }
    // Without locked monitors and synchronizers: to find those the JVM would walk the whole heap.
    ThreadInfo[] infos = threads.getThreadInfo(ids, MAX_FRAMES);
    Map<Long, ThreadInfo> byId = new HashMap<>();
    for (ThreadInfo info : infos) {
      if (info != null && info.getLockName() != null) {
        byId.put(info.getThreadId(), info);
      }
    }
    Set<Long> seen = new HashSet<>();
    for (ThreadInfo info : infos) {
      if (info != null && !seen.contains(info.getThreadId()) && circles.size() < MAX_CIRCLES) {
        List<ThreadInfo> circle = circle(info, byId, seen);
        if (circle.isEmpty()) {
          return null;
        }
        DeadlockEvent event = event(circle);
        circles.put(event.id(), event);
      }
    }
    return circles;
  }

  /** From a thread to the owner of its lock until one comes again; empty where the trail ends. */
  private static List<ThreadInfo> circle(
      ThreadInfo first, Map<Long, ThreadInfo> byId, Set<Long> seen) {
    List<ThreadInfo> trail = new ArrayList<>();
    ThreadInfo at = byId.get(first.getThreadId());
    while (at != null && !trail.contains(at)) {
      trail.add(at);
      seen.add(at.getThreadId());
      at = byId.get(at.getLockOwnerId());
    }
    return at == null
        ? Collections.<ThreadInfo>emptyList()
        : trail.subList(trail.indexOf(at), trail.size());
  }

  /** The smallest thread id comes first, so that a circle has one description. */
  private static DeadlockEvent event(List<ThreadInfo> circle) {
    long[] ids = new long[circle.size()];
    int first = 0;
    for (int i = 0; i < ids.length; i++) {
      ids[i] = circle.get(i).getThreadId();
      first = ids[i] < ids[first] ? i : first;
    }
    List<DeadlockEvent.Member> members = new ArrayList<>();
    for (int i = 0; i < Math.min(ids.length, MAX_THREADS); i++) {
      members.add(member(circle.get((first + i) % ids.length)));
    }
    Arrays.sort(ids);
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < Math.min(ids.length, MAX_THREADS); i++) {
      id.append(i == 0 ? "" : "-").append(ids[i]);
    }
    return new DeadlockEvent(id.toString(), members);
  }

  private static DeadlockEvent.Member member(ThreadInfo info) {
    List<String> stack = new ArrayList<>();
    for (StackTraceElement frame : info.getStackTrace()) {
      stack.add(PlainText.of(frame, MAX_TEXT));
    }
    return new DeadlockEvent.Member(
        info.getThreadId(),
        cut(info.getThreadName()),
        cut(info.getLockName()),
        cut(String.valueOf(info.getLockOwnerName())),
        stack);
  }

  private static String cut(String text) {
    return PlainText.of(text, MAX_TEXT);
  }
}
