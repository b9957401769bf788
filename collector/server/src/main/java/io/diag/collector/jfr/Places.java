package io.diag.collector.jfr;

import io.diag.collector.store.Frame;
import io.diag.collector.store.LongIndex;
import java.util.ArrayList;
import java.util.List;

/** What stacks consist of: frames, or where lines matter each frame at each of its lines. */
final class Places {
  /** As in class files; a frame has no line where there is no other. */
  private static final int LINE_BITS = 16;

  private static final int MAX_LINE = (1 << LINE_BITS) - 1;

  private final boolean lines;
  private final LongIndex keys = new LongIndex();

  Places(boolean lines) {
    this.lines = lines;
  }

  /** The number that stands for a frame in a stack. */
  int of(int frame, long line) {
    if (!lines) {
      return frame;
    }
    long known = line > 0 && line <= MAX_LINE ? line : 0;
    return keys.add((long) frame << LINE_BITS | known);
  }

  /** The frame of each number, of those that a chunk has. */
  List<Frame> frames(List<Frame> all) {
    if (!lines) {
      return all;
    }
    List<Frame> placed = new ArrayList<>(keys.size());
    for (int number = 0; number < keys.size(); number++) {
      placed.add(all.get((int) (keys.key(number) >>> LINE_BITS)));
    }
    return placed;
  }

  /** The line of each number, 0 where there is none; empty where lines do not matter. */
  List<Integer> lines() {
    List<Integer> placed = new ArrayList<>(keys.size());
    for (int number = 0; number < keys.size(); number++) {
      placed.add((int) (keys.key(number) & MAX_LINE));
    }
    return placed;
  }
}
