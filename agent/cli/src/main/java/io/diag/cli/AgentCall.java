package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request to the agent in another JVM: diag.jar is loaded there with the request as argument,
 * and the answer comes back through a file with an unguessable name in that JVM's temporary folder.
 */
final class AgentCall {
  /** Set in a JVM while the agent is on there, to its version. */
  static final String ON_PROPERTY = "diag.agent.on";

  /** The answer is written before the load returns: what is not there now does not come. */
  private static final long DEADLINE_MILLIS = 2_000;

  private static final long POLL_MILLIS = 20;

  private final File jar;
  private final TargetProcess target;

  AgentCall(File jar, long pid) {
    this.jar = jar;
    target = new TargetProcess(pid);
  }

  /**
   * Whether an agent is on, told from a system property and so without loading anything.
   *
   * @throws CliException if the JVM cannot be asked
   */
  boolean isOn() throws CliException {
    return settings().isAgentOn();
  }

  /**
   * What the JVM says of itself, without loading anything.
   *
   * @throws CliException if it cannot be asked
   */
  TargetSettings settings() throws CliException {
    try (AttachApi.Connection jvm = connect()) {
      return new TargetSettings(jvm.systemProperties());
    } catch (InvocationTargetException refused) {
      throw explain(refused.getCause());
    }
  }

  /**
   * Sends a request and waits for the reply.
   *
   * @throws CliException if it cannot be delivered, is not answered or is refused
   */
  Map<String, String> send(String verb, String args) throws CliException {
    return send(verb, Collections.<String, String>emptyMap(), args);
  }

  /**
   * Sends a request with further keys; no value may contain {@code |}.
   *
   * @throws CliException as {@link #send(String, String)}
   */
  Map<String, String> send(String verb, Map<String, String> more, String args) throws CliException {
    if (jar.getAbsolutePath().contains("|")) {
      throw new CliException("the path of diag.jar may not contain '|': " + jar.getAbsolutePath());
    }
    StringBuilder request = new StringBuilder("@diag|verb=" + verb);
    for (Map.Entry<String, String> entry : more.entrySet()) {
      request.append("|").append(entry.getKey()).append("=").append(entry.getValue());
    }
    Map<String, String> reply = load(request.toString(), args);
    if (reply.containsKey("again")) {
      reply = load(request.toString(), args);
    }
    if (reply.containsKey("error")) {
      throw new CliException(reply.get("error"));
    }
    return reply;
  }

  TargetProcess target() {
    return target;
  }

  private Map<String, String> load(String request, String args) throws CliException {
    try (AttachApi.Connection jvm = connect()) {
      TargetSettings settings = new TargetSettings(jvm.systemProperties());
      if (settings.againstLoading() != null) {
        throw new CliException("JVM " + target.pid() + " " + settings.againstLoading());
      }
      if (!Files.isRegularFile(target.seen(jar.getAbsolutePath()))) {
        throw cannotOpen(null); // the JVM would complain on the application's stderr as well
      }
      ReplyFiles files = new ReplyFiles(settings.properties(), target);
      jvm.loadAgent(
          jar.getAbsolutePath(),
          request
              + "|jar="
              + jar.getAbsolutePath()
              + "|reply="
              + files.request()
              + "|args="
              + args);
      return await(files, settings);
    } catch (InvocationTargetException refused) {
      throw explain(refused.getCause());
    }
  }

  /**
   * Opens a connection, without loading anything.
   *
   * @throws CliException if the process is none to attach to
   */
  AttachApi.Connection connect() throws CliException {
    target.check();
    try {
      return AttachApi.load().attach(target);
    } catch (InvocationTargetException refused) {
      throw explain(refused.getCause());
    }
  }

  private Map<String, String> await(ReplyFiles files, TargetSettings settings) throws CliException {
    long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (System.nanoTime() < deadline) {
      Path answer = files.answer();
      if (answer != null) {
        return read(answer);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CliException("interrupted", interrupted);
      }
    }
    throw new CliException(
        settings.againstAnswering() != null
            ? "JVM " + target.pid() + " " + settings.againstAnswering()
            : "no answer from JVM "
                + target.pid()
                + " in a folder that is seen here; what was asked may have been done, its stderr"
                + " may tell");
  }

  private Map<String, String> read(Path file) throws CliException {
    Map<String, String> reply = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          reply.put(line.substring(0, equals), unescaped(line.substring(equals + 1)));
        }
      }
      Files.delete(file);
    } catch (IOException unreadable) {
      throw new CliException(
          "the answer of JVM " + target.pid() + " cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
    return reply;
  }

  /** As the launcher wrote it; a line's end becomes a space. */
  static String unescaped(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        char escaped = value.charAt(++i);
        text.append(escaped == 'n' ? ' ' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** What the attach API threw, as a line that says what to do. */
  CliException explain(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String type = cause.getClass().getSimpleName();
    if (message.contains("Dynamic agent loading is not enabled")) {
      return new CliException(
          "JVM "
              + target.pid()
              + " runs with -XX:-EnableDynamicAgentLoading; start it with"
              + " -javaagent:diag.jar instead",
          cause);
    }
    if (message.contains("Agent JAR not found")) {
      return cannotOpen(cause);
    }
    if (type.equals("AttachNotSupportedException")) {
      return new CliException(
          "JVM " + target.pid() + " does not answer attach requests: " + message, cause);
    }
    return new CliException("JVM " + target.pid() + ": " + type + ": " + message, cause);
  }

  private CliException cannotOpen(Throwable cause) {
    return new CliException(
        "JVM "
            + target.pid()
            + " cannot open "
            + jar.getAbsolutePath()
            + "; put diag.jar where its user can read it",
        cause);
  }
}
