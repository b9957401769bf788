package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request to the agent in another JVM: diag.jar is loaded there with the request as argument,
 * and the answer comes back through a file with an unguessable name in that JVM's temporary folder.
 */
final class AgentCall {
  private static final long DEADLINE_MILLIS = 30_000;
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
    try (AttachApi.Connection jvm = connect()) {
      return jvm.systemProperties().containsKey("diag.agent.on");
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
    Map<String, String> reply;
    if (jar.getAbsolutePath().contains("|")) {
      throw new CliException("the path of diag.jar may not contain '|': " + jar.getAbsolutePath());
    }
    try (AttachApi.Connection jvm = connect()) {
      List<Path> files = ReplyFiles.candidates(jvm.systemProperties(), target);
      jvm.loadAgent(
          jar.getAbsolutePath(),
          "@diag|verb="
              + verb
              + "|jar="
              + jar.getAbsolutePath()
              + "|reply="
              + ReplyFiles.joined(files)
              + "|args="
              + args);
      reply = await(files);
    } catch (InvocationTargetException refused) {
      throw explain(refused.getCause());
    }
    if (reply.containsKey("error")) {
      throw new CliException(reply.get("error"));
    }
    return reply;
  }

  private AttachApi.Connection connect() throws CliException {
    target.check();
    try {
      return AttachApi.load().attach(target.pid());
    } catch (InvocationTargetException refused) {
      throw explain(refused.getCause());
    }
  }

  private Map<String, String> await(List<Path> files) throws CliException {
    long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (System.nanoTime() < deadline) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          return read(file);
        }
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CliException("interrupted", interrupted);
      }
    }
    throw new CliException(
        "no answer from JVM "
            + target.pid()
            + " within "
            + DEADLINE_MILLIS / 1000
            + " s; what was asked may have been done, see java -jar diag.jar status "
            + target.pid());
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

  private static String unescaped(String value) {
    return value.replace("\\n", " ").replace("\\\\", "\\");
  }

  private CliException explain(Throwable cause) {
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
      return new CliException(
          "JVM "
              + target.pid()
              + " cannot open "
              + jar.getAbsolutePath()
              + "; put diag.jar where"
              + " its user can read it",
          cause);
    }
    if (type.equals("AttachNotSupportedException")) {
      return new CliException(
          "JVM " + target.pid() + " does not answer attach requests: " + message, cause);
    }
    return new CliException("JVM " + target.pid() + ": " + type + ": " + message, cause);
  }
}
