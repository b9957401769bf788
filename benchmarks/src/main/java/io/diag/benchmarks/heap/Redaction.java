package io.diag.benchmarks.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.diag.hprof.AllowedFields;
import io.diag.hprof.BasicType;
import io.diag.hprof.Contents;
import io.diag.hprof.HprofReader;
import io.diag.hprof.HprofVisitor;
import io.diag.hprof.HprofWriter;
import io.diag.hprof.RedactionKey;
import io.diag.hprof.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many megabytes of a dump one core reads, copies and redacts in a second of its CPU time.
 * Arguments: rounds, then a dump; without one it dumps a heap of its own.
 */
public final class Redaction {
  private static final int ORDERS = 500_000;
  private static final int WARM_UP = 2;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Path dump;
  private long objects;

  private Redaction(Path dump) {
    this.dump = dump;
  }

  /** One kind of work on a dump. */
  private interface Work {
    void run(InputStream in) throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[0]);
    Path dump = arguments.length > 1 ? Path.of(arguments[1]) : ownDump();
    new Redaction(dump).run(rounds);
  }

  private static Path ownDump() throws IOException {
    Path file = Files.createTempDirectory("diag-redaction").resolve("shop.hprof");
    ShopHeap heap = new ShopHeap(ORDERS);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), /* live= */ true);
    System.out.println(heap.size() + " orders and answers dumped");
    file.toFile().deleteOnExit();
    file.getParent().toFile().deleteOnExit();
    return file;
  }

  private void run(int rounds) throws IOException {
    Redactor redactor = new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, List.of("main"));
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("read", in -> HprofReader.read(in, new Counter()));
    works.put("read and written", in -> copy(in));
    works.put("redacted", in -> redactor.redact(in, OutputStream.nullOutputStream()));
    Map<String, double[]> speeds = new LinkedHashMap<>();
    works.keySet().forEach(name -> speeds.put(name, new double[rounds]));
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Map.Entry<String, Work> work : works.entrySet()) {
        double speed = speed(work.getValue());
        if (round >= 0) {
          speeds.get(work.getKey())[round] = speed;
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "%.0f MB, %d objects%n", Files.size(dump) / 1e6, objects / (rounds + WARM_UP));
    System.out.println("| work | MB for each second of CPU time, median (quartiles) | least |");
    System.out.println("| --- | --- | --- |");
    speeds.forEach(Redaction::print);
  }

  private static void copy(InputStream in) throws IOException {
    HprofWriter writer = new HprofWriter(OutputStream.nullOutputStream());
    HprofReader.read(in, writer);
    writer.flush();
  }

  private double speed(Work work) throws IOException {
    long start = threads.getCurrentThreadCpuTime();
    try (InputStream in = Files.newInputStream(dump)) {
      work.run(in);
    }
    return Files.size(dump) * 1e3 / (threads.getCurrentThreadCpuTime() - start);
  }

  private static void print(String name, double[] speeds) {
    double[] sorted = speeds.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f (%.0f to %.0f) | %.0f |%n",
        name,
        sorted[last / 2],
        sorted[last / 4],
        sorted[last - last / 4],
        sorted[0]);
  }

  private final class Counter implements HprofVisitor {
    @Override
    public void instance(long id, int traceSerial, long classId, Contents fields) {
      objects++;
    }

    @Override
    public void objectArray(long id, int traceSerial, long classId, int count, Contents ids) {
      objects++;
    }

    @Override
    public void primitiveArray(
        long id, int traceSerial, BasicType type, int count, Contents elements) {
      objects++;
    }
  }
}
