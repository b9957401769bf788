package io.diag.cli;

import io.diag.agent.os.RandomBytes;
import io.diag.agent.record.RecordedEvent;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recording that runs in another JVM. Its file is opened and its name removed at once: so nothing
 * is left behind, and what a JVM wrote in its last moments can be read after its end. Thread-safe.
 */
final class RemoteRecording implements Closeable {
  private final AgentCall agent;
  private final String id = RandomBytes.hex(8);
  private InputStream file;
  private boolean asked;
  private boolean stopped;

  RemoteRecording(AgentCall agent) {
    this.agent = agent;
  }

  /**
   * Starts it; does nothing once it was stopped.
   *
   * @throws CliException if it cannot run there, or its file cannot be opened from here
   */
  synchronized void start(RecordedEvent event, int seconds) throws CliException {
    if (stopped) {
      return;
    }
    Map<String, String> request = new LinkedHashMap<>();
    request.put("record", id);
    request.put("event", event.label());
    request.put("seconds", Integer.toString(seconds));
    asked = true;
    String path = agent.send("attach", request, "").get("file");
    if (path == null) {
      stopped = true;
      throw new CliException(
          "the agent in JVM "
              + pid()
              + " is of a version that does not record; detach it first: java -jar diag.jar detach "
              + pid());
    }
    open(agent.target().seen(path));
  }

  /**
   * Stops it. Blocks until the file is whole.
   *
   * @return what the agent says of it: {@code short}, {@code skipped}, {@code interval}, {@code
   *     note}
   * @throws CliException if the JVM does not say that it stopped
   */
  synchronized Map<String, String> stop() throws CliException {
    if (stopped || !asked) {
      stopped = true;
      return Collections.emptyMap();
    }
    stopped = true;
    Map<String, String> request = new LinkedHashMap<>();
    request.put("record", id);
    return agent.send("record-stop", request, "");
  }

  boolean isAlive() {
    return agent.target().isAlive();
  }

  /**
   * All that was recorded.
   *
   * @throws IOException if it cannot be read
   */
  synchronized byte[] read() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 << 10];
    for (int n = file.read(buffer); n >= 0; n = file.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException closedAllTheSame) {
        // it was only read
      }
    }
  }

  private void open(Path path) throws CliException {
    try {
      file = new FileInputStream(path.toFile());
      Files.delete(path);
      Files.delete(path.getParent());
    } catch (IOException unreachable) {
      stop();
      throw new CliException(
          "the recording of JVM "
              + pid()
              + " cannot be read from here ("
              + unreachable.getMessage()
              + "); run this as its user and inside its container",
          unreachable);
    }
  }

  private long pid() {
    return agent.target().pid();
  }
}
