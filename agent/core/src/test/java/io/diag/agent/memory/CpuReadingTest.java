package io.diag.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.wire.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuReadingTest {
  @TempDir Path root;

  @Test
  void coresAreCpuTimePerTimeSinceTheReadingBefore() throws IOException {
    AtomicLong clock = new AtomicLong();
    CpuReading reading = new CpuReading(new ProcessCpu(new ProcFs(root.toFile())), clock::get);
    stat(100, 20);
    assertThat(values(reading, "diag.process.cpu.cores")).isEmpty();
    clock.addAndGet(10_000_000L);
    stat(103, 20);
    assertThat(values(reading, "diag.process.cpu.cores"))
        .as("three ticks in 10 ms would be three cores")
        .isEmpty();
    clock.addAndGet(4_990_000_000L);
    stat(700, 170);
    assertThat(values(reading, "diag.process.cpu.cores")).containsExactly(1.5);
    assertThat(values(reading, "jvm.cpu.time")).containsExactly(8.7);
  }

  private static List<Double> values(CpuReading reading, String name) throws IOException {
    PointList points = new PointList();
    reading.read(points);
    return points.points().stream()
        .filter(point -> point.name().equals(name))
        .map(Point::value)
        .toList();
  }

  /** A process whose name holds what would confuse a careless reader. */
  private void stat(long user, long system) throws IOException {
    Path file = root.resolve("proc/self/stat");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "42 (java) 1 (x) S 1 42 42 0 -1 4194560 9 0 1 0 " + user + " " + system + " 0 0 20\n");
  }
}
