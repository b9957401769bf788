package io.diag.collector.jfr;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import one.profiler.AsyncProfiler;

/** A real CPU profile of this JVM, recorded once for all tests of it. */
public final class Recording {
  public static final String THREAD = "burner-thread";

  /** Of CPU time, so that a busy machine does not change the number of samples. */
  private static final long BURN_NANOS = 1_500_000_000L;

  private static byte[] chunk;

  private Recording() {}

  /** One sealed chunk in which {@link #burnOuter} and what it calls took nearly all the CPU. */
  public static synchronized byte[] chunk() throws IOException, InterruptedException {
    if (chunk == null) {
      chunk = record();
    }
    return chunk.clone();
  }

  private static byte[] record() throws IOException, InterruptedException {
    Path file = Files.createTempFile("recording", ".jfr");
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    try {
      Runnable lambda = Recording::burnOuter;
      Thread burner = new Thread(() -> lambda.run(), THREAD);
      profiler.execute("start,event=ctimer,interval=1ms,jfr,file=" + file);
      burner.start();
      burner.join();
      profiler.execute("stop,file=" + file);
      byte[] bytes = Files.readAllBytes(file);
      return Arrays.copyOf(bytes, Math.toIntExact(ByteBuffer.wrap(bytes).getLong(8)));
    } finally {
      Files.delete(file);
    }
  }

  static void burnOuter() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double sum = 0;
    while (threads.getCurrentThreadCpuTime() < BURN_NANOS) {
      sum += burnInner(sum);
    }
    if (sum == 42) {
      throw new AssertionError("keeps the work from being optimized away");
    }
  }

  static double burnInner(double seed) {
    double sum = seed;
    for (int i = 1; i < 100_000; i++) {
      sum += Math.sqrt(i) / (1 + Math.abs(sum));
    }
    return sum;
  }
}
