package io.diag.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent with all its defaults sends of a server that has about one core's work. Recorded
 * once from a server of its own and kept as long as the agent is the same.
 */
public enum BusyServer {
  /** Takes orders: few different stacks, as most services have when they are warm. */
  ORDERS("/order", 2_000),

  /** Compiles Java: some thousand different deep stacks, more than most services have. */
  COMPILER("/compile", 60);

  /** Ten seconds each. */
  static final int WINDOWS = 24;

  private static final Path JAR = Path.of("../agent/dist/target/diag.jar");
  private static final Path RECORDED = Path.of("target/recorded");

  private final String path;
  private final int requestsPerSecond;

  BusyServer(String path, int requestsPerSecond) {
    this.path = path;
    this.requestsPerSecond = requestsPerSecond;
  }

  List<SentWindow> windows() throws IOException, InterruptedException {
    Path folder = RECORDED.resolve(name() + "-" + Files.getLastModifiedTime(JAR).toMillis());
    if (!Files.exists(folder)) {
      Path unfinished = RECORDED.resolve(name() + "-unfinished");
      Files.createDirectories(unfinished);
      new BusyRecording(JAR, path, requestsPerSecond).write(unfinished, WINDOWS);
      Files.move(unfinished, folder);
    }
    List<SentWindow> windows = new ArrayList<>();
    int bytes = 0;
    int sent = 0;
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(SentWindow.read(folder, i));
      bytes += windows.get(i).chunk().length;
      sent += windows.get(i).body().length;
    }
    System.out.printf(
        "%n%s: %d windows of %,d bytes, %,d as sent%n",
        name(), WINDOWS, bytes / WINDOWS, sent / WINDOWS);
    return windows;
  }
}
