package io.diag.collector.store;

import java.util.List;

/**
 * What one profile item holds once decoded.
 *
 * @param frames every frame once
 * @param stacks indexes into {@code frames}, from the root to the leaf; not to be changed
 * @param threads names, not unique
 * @param windows of every event but native memory, in no particular order
 */
public record ProfileChunk(
    List<Frame> frames,
    List<int[]> stacks,
    List<String> threads,
    List<ProfileWindow> windows,
    NativeMemory nativeMemory) {
  public ProfileChunk {
    frames = List.copyOf(frames);
    stacks = List.copyOf(stacks);
    threads = List.copyOf(threads);
    windows = List.copyOf(windows);
  }

  /** What the samples of an event weigh together, before any scaling; see {@link ProfileWindow}. */
  public long weight(ProfileEvent event, long interval) {
    long sum = 0;
    for (ProfileWindow window : windows) {
      if (window.event() == event) {
        sum = StackSums.plus(sum, window.weight(interval));
      }
    }
    return sum;
  }
}
