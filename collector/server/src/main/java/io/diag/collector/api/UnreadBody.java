package io.diag.collector.api;

import io.diag.wire.Wire;
import java.io.IOException;
import java.io.InputStream;

/** What is left of a request's body when it is refused. */
public final class UnreadBody {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final long MAX_NANOS = 3_000_000_000L;

  private UnreadBody() {}

  /**
   * Takes it in, up to a bound: most clients read an answer only after their last byte, and to them
   * a connection that closes sooner is a fault of the network, to be tried again. Blocks.
   */
  public static void discard(InputStream in) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long start = System.nanoTime();
    long left = 2L * Wire.MAX_SENT_BYTES;
    try {
      while (left > 0 && System.nanoTime() - start < MAX_NANOS) {
        int count = in.read(buffer);
        if (count < 0) {
          return;
        }
        left -= count;
      }
    } catch (IOException gone) {
      // then nobody waits for the answer
    }
  }
}
