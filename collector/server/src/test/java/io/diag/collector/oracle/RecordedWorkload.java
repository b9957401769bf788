package io.diag.collector.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Assumptions;

/** What {@link Workload} left, run once for each JDK. */
final class RecordedWorkload {
  private static final Map<Integer, RecordedWorkload> RUNS = new ConcurrentHashMap<>();

  private final Map<String, List<byte[]>> chunks = new ConcurrentHashMap<>();
  private final Properties amounts = new Properties();

  private RecordedWorkload(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".chunk")) {
          String event = name.substring(0, name.indexOf('-'));
          chunks.computeIfAbsent(event, absent -> new ArrayList<>()).add(Files.readAllBytes(file));
        }
        if (name.equals("amounts")) {
          try (InputStream in = Files.newInputStream(file)) {
            amounts.load(in);
          }
        }
        Files.delete(file);
      }
    }
  }

  /** The recordings made on this JDK; skips the test where the machine has none. */
  static RecordedWorkload on(int jdk) {
    Path java = java(jdk).orElseGet(() -> Assumptions.abort("no JDK " + jdk + " on this machine"));
    return RUNS.computeIfAbsent(jdk, absent -> run(java));
  }

  List<byte[]> chunks(String event) {
    return chunks.get(event);
  }

  /** What truly happened, in nanoseconds or bytes. */
  long amount(String name) {
    return Long.parseLong(amounts.getProperty(name));
  }

  private static RecordedWorkload run(Path java) {
    try {
      Path directory = Files.createTempDirectory("workload");
      Path log = directory.resolve("log");
      Process process =
          new ProcessBuilder(
                  java.toString(),
                  "-Xmx256m",
                  "-cp",
                  folderOf(Workload.class) + ":" + folderOf(AsyncProfiler.class),
                  Workload.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("the workload failed: " + Files.readString(log));
      }
      RecordedWorkload recorded = new RecordedWorkload(directory);
      Files.delete(directory);
      return recorded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String folderOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  private static Optional<Path> java(int jdk) {
    if (Runtime.version().feature() == jdk) {
      return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
    }
    String folders = System.getenv().getOrDefault("JDKS_DIR", "/opt/jdks");
    for (String folder : ("/usr/lib/jvm:" + folders).split(":")) {
      try (Stream<Path> homes = Files.list(Path.of(folder))) {
        Optional<Path> found = homes.sorted().filter(home -> isJdk(home, jdk)).findFirst();
        if (found.isPresent()) {
          return Optional.of(found.get().resolve("bin/java"));
        }
      } catch (IOException noSuchFolder) {
        // then it is in another, or nowhere
      }
    }
    return Optional.empty();
  }

  private static boolean isJdk(Path home, int jdk) {
    try {
      return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + jdk + ".");
    } catch (IOException noJdk) {
      return false;
    }
  }
}
