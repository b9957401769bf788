package io.diag.collector.heap;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HeapAnalystTest {
  @TempDir Path data;

  @Test
  void onceClosedItEndsEvenIfADumpWaitsAndNobodyInterrupts() throws Exception {
    AtomicInteger ids = new AtomicInteger();
    try (HeapDumps dumps =
        new HeapDumps(data, 1L << 30, Clock.systemUTC(), () -> "d" + ids.incrementAndGet())) {
      HeapAnalyst analyst = new HeapAnalyst(dumps, new DumpFiles(data));
      analyst.close();
      byte[] cut = "JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 3; i++) {
        dumps.add("cut", null, new ByteArrayInputStream(cut), cut.length);
      }
      analyst.run(); // or until it is timed out
    }
  }
}
