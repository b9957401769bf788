package io.diag.e2e.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real collector in a process of its own, on loopback. */
public final class CollectorProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(http://[^ ]+:(\\d+)) ");

  private static CollectorProcess shared;

  private final Path data;
  private final List<String> options;
  private Forked process;
  private String address;
  private int port;

  private CollectorProcess(Path data, List<String> options) {
    this.data = data;
    this.options = options;
  }

  /** One collector for all tests that need no other. */
  public static synchronized CollectorProcess shared() {
    if (shared == null || !shared.process.isAlive()) {
      shared = start();
    }
    return shared;
  }

  /** A collector with a fresh data folder and a free port. */
  public static CollectorProcess start(String... options) {
    CollectorProcess collector = new CollectorProcess(RunFolder.folder("data"), List.of(options));
    collector.launch(0);
    return collector;
  }

  /** Starts again on the same port and data, after it was ended or killed. */
  public void restart() {
    launch(port);
  }

  private void launch(int wantedPort) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Jdk.own().java().toString(), "-Xmx256m", "-jar"));
    command.add(Artifacts.collector().toString());
    command.addAll(List.of("--port", Integer.toString(wantedPort), "--data", data.toString()));
    command.addAll(options);
    process = Forked.start(command, Map.of());
    Matcher line = ADDRESS.matcher(process.awaitLine("listening on"));
    if (!line.find()) {
      throw new AssertionError("no address in: " + process.out());
    }
    address = line.group(1);
    port = Integer.parseInt(line.group(2));
  }

  public Path data() {
    return data;
  }

  public String address() {
    return address;
  }

  public int port() {
    return port;
  }

  public Api api() {
    return new Api(address);
  }

  /** The API of a collector that something else started. */
  public static Api apiAt(String address) {
    return new Api(address);
  }

  public Forked process() {
    return process;
  }

  /** kill -9. */
  public void kill() {
    process.kill();
    process.awaitExit(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    process.close();
    RunFolder.delete(data.toFile());
  }
}
