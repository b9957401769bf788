package io.diag.cli;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Tells that who takes data away is too slow for who waits to deliver them. Only time since the
 * buffer between them was first full counts. One thread at a time.
 */
final class ThroughputFloor {
  private final long bytesPerSecond;
  private final long windowNanos;
  private final LongSupplier nanoTime;
  private boolean watching;
  private long sinceNanos;
  private long bytes;

  /**
   * @param windowNanos over which the rate is judged
   */
  ThroughputFloor(long bytesPerSecond, long windowNanos, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.windowNanos = windowNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * There is no room just now.
   *
   * @throws IOException if over the last window less was delivered than must be
   */
  void full() throws IOException {
    long now = nanoTime.getAsLong();
    if (!watching) {
      watching = true;
      begin(now);
    }
    long elapsed = now - sinceNanos;
    if (elapsed >= windowNanos) {
      double rate = bytes * 1e9 / elapsed;
      if (rate < bytesPerSecond) {
        throw new IOException(
            "it is written at "
                + (long) (rate / 1e6)
                + " MB/s, and the JVM would wait for it; below "
                + bytesPerSecond / 1_000_000
                + " MB/s the dump is given up");
      }
      begin(now);
    }
  }

  /** So much was delivered. */
  void delivered(int count) {
    bytes += count;
  }

  /** All was taken away. */
  void empty() {
    watching = false;
  }

  private void begin(long now) {
    sinceNanos = now;
    bytes = 0;
  }
}
