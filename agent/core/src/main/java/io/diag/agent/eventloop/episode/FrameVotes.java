package io.diag.agent.eventloop.episode;

import java.util.HashMap;
import java.util.Map;

/** Which frame most samples blame. Not thread-safe. */
final class FrameVotes {
  private final Map<String, Integer> votes = new HashMap<>();

  void add(StackTraceElement[] stack) {
    String frame = Frames.blamed(stack);
    if (frame != null) {
      votes.merge(frame, 1, Integer::sum);
    }
  }

  /** Null if no sample had a frame. */
  String most() {
    String most = null;
    for (Map.Entry<String, Integer> vote : votes.entrySet()) {
      most = most == null || vote.getValue() > votes.get(most) ? vote.getKey() : most;
    }
    return most;
  }
}
