package io.diag.collector.store.sqlite;

import io.diag.collector.store.ProfileWindow;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The samples of one window: sorted by stack, for each the step from the stack before, the thread
 * and the number of samples.
 */
final class SamplesBlob {
  private SamplesBlob() {}

  /** Takes a stack's number, a thread's and how many samples both had together. */
  @FunctionalInterface
  interface Samples {
    void samples(int stack, int thread, int count);
  }

  static byte[] encode(List<ProfileWindow.Entry> entries, int[] stackIds, int[] threadIds) {
    List<ProfileWindow.Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingInt(entry -> stackIds[entry.stack()]));
    ByteArrayOutputStream out = new ByteArrayOutputStream(sorted.size() * 4);
    int previous = 0;
    for (ProfileWindow.Entry entry : sorted) {
      int stack = stackIds[entry.stack()];
      Packed.write(out, stack - previous);
      Packed.write(out, threadIds[entry.thread()]);
      Packed.write(out, entry.samples());
      previous = stack;
    }
    return out.toByteArray();
  }

  static void decode(byte[] blob, Samples samples) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    int stack = 0;
    while (in.hasRemaining()) {
      stack += Packed.read(in);
      samples.samples(stack, Packed.read(in), Packed.read(in));
    }
  }
}
