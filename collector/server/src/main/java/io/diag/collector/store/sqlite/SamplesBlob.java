package io.diag.collector.store.sqlite;

import io.diag.collector.store.ProfileWindow;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The samples of one window: sorted by stack, for each the step from the stack before, the thread,
 * the number of samples and, in a window that is weighted, what they weigh.
 */
final class SamplesBlob {
  private SamplesBlob() {}

  /** Takes a stack's number, a thread's, and how many samples both had together. */
  @FunctionalInterface
  interface Samples {
    /**
     * @param weight 0 when the window is not weighted
     */
    void samples(int stack, int thread, long count, long weight);
  }

  static byte[] encode(ProfileWindow window, int[] stackIds, int[] threadIds) {
    long[] rows = new long[window.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = (long) stackIds[window.stack(row)] << 32 | row;
    }
    Arrays.sort(rows);
    ByteArrayOutputStream out = new ByteArrayOutputStream(rows.length * 6);
    int previous = 0;
    for (long each : rows) {
      int stack = (int) (each >>> 32);
      int row = (int) each;
      Packed.write(out, stack - previous);
      Packed.write(out, threadIds[window.thread(row)]);
      Packed.write(out, window.samples(row));
      if (window.weighted()) {
        Packed.write(out, window.weight(row));
      }
      previous = stack;
    }
    return out.toByteArray();
  }

  static void decode(byte[] blob, boolean weighted, Samples samples) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    int stack = 0;
    while (in.hasRemaining()) {
      stack += Packed.read(in);
      int thread = Packed.read(in);
      long count = Packed.readLong(in);
      samples.samples(stack, thread, count, weighted ? Packed.readLong(in) : 0);
    }
  }
}
