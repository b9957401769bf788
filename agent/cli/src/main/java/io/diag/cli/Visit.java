package io.diag.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows what the agent in a JVM collects, line by line. If no agent was on there, one is started
 * for the time of the visit that sends nothing anywhere, and ended with it. Thread-safe.
 */
final class Visit implements Closeable {
  /** After which the agent ends what nobody has ended. */
  private static final int SPARE_SECONDS = 10;

  private final AgentCall agent;
  private final String id;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private InputStream copy;

  /** Whether the agent is there for this visit alone. */
  private boolean ours;

  private boolean asked;
  private boolean over;

  Visit(AgentCall agent, String id) {
    this.agent = agent;
    this.id = id;
  }

  /**
   * Begins.
   *
   * @param seconds after which it ends by itself, should this process be gone by then
   * @return what the agent says of itself
   * @throws CliException if there can be no agent, or it cannot be followed from here
   */
  synchronized Map<String, String> begin(long seconds) throws CliException {
    if (over) {
      return Collections.emptyMap();
    }
    boolean on = agent.isOn();
    Map<String, String> status = on ? agent.send("status", "") : attach();
    if (status.containsKey("paused")) {
      throw new CliException(
          "diag is paused in " + pid() + "; java -jar diag.jar resume " + pid() + " first");
    }
    asked = true;
    String path = agent.send("copy", request(seconds + SPARE_SECONDS), "").get("file");
    if (path == null) {
      throw new CliException(
          "the agent in JVM "
              + pid()
              + " is of a version that cannot be followed; detach it first: java -jar diag.jar"
              + " detach "
              + pid());
    }
    open(agent.target().seen(path));
    return status;
  }

  /** Whole lines that have come since the last call. */
  synchronized List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    if (copy == null) {
      return lines;
    }
    byte[] buffer = new byte[64 << 10];
    for (int n = copy.read(buffer); n > 0; n = copy.read(buffer)) {
      int start = 0;
      for (int i = 0; i < n; i++) {
        if (buffer[i] == '\n') {
          rest.write(buffer, start, i - start);
          lines.add(new String(rest.toByteArray(), StandardCharsets.UTF_8));
          rest.reset();
          start = i + 1;
        }
      }
      rest.write(buffer, start, n - start);
    }
    return lines;
  }

  boolean isAlive() {
    return agent.target().isAlive();
  }

  /** Ends it, and with it an agent that was there for it alone, and no other one. */
  @Override
  public synchronized void close() {
    if (over) {
      return;
    }
    over = true;
    try {
      if (copy != null) {
        copy.close();
      }
      if (isAlive() && asked) {
        agent.send("copy-stop", request(1), "");
      } else if (isAlive() && ours) {
        agent.send("detach", "");
      }
    } catch (CliException | IOException goneAlready) {
      // the agent ends the copy by its deadline
    }
  }

  private Map<String, String> request(long seconds) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("copy", id);
    request.put("seconds", Long.toString(seconds));
    if (ours) {
      request.put("alone", "true");
    }
    return request;
  }

  private Map<String, String> attach() throws CliException {
    Map<String, String> status = agent.send("attach", "collector=none");
    ours = !status.containsKey("already");
    return status;
  }

  private void open(Path path) throws CliException {
    try {
      copy = new FileInputStream(path.toFile());
      Files.delete(path);
      Files.delete(path.getParent());
    } catch (IOException unreachable) {
      throw new CliException(
          "what the agent in JVM "
              + pid()
              + " reads cannot be followed from here ("
              + unreachable.getMessage()
              + "); run this as its user and inside its container",
          unreachable);
    }
  }

  private long pid() {
    return agent.target().pid();
  }
}
