package io.diag.benchmarks.heap;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs another main method in this JVM and says at the end, on stderr, what the process took: CPU
 * seconds, wall seconds, and the most anonymous memory in MB.
 */
public final class Measured {
  static final String RESULT = "measured ";
  private static final long EVERY_MILLIS = 20;

  private static volatile long mostAnonymousKb;

  private Measured() {}

  /** Arguments: the class, then what its main method gets. */
  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    Thread sampler = new Thread(Measured::sample, "measured");
    sampler.setDaemon(true);
    sampler.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print(start), "measured-end"));
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void print(long start) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    System.err.printf(
        Locale.ROOT,
        "%s%.2f %.2f %d%n",
        RESULT,
        system.getProcessCpuTime() / 1e9,
        (System.nanoTime() - start) / 1e9,
        mostAnonymousKb / 1024);
  }

  private static void sample() {
    try {
      while (true) {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
          if (line.startsWith("RssAnon:")) {
            long kb = Long.parseLong(line.replaceAll("\\D", ""));
            mostAnonymousKb = Math.max(mostAnonymousKb, kb);
          }
        }
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("no memory figures: " + e);
    }
  }
}
