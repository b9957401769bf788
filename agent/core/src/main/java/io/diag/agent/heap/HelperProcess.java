package io.diag.agent.heap;

import io.diag.agent.command.CommandException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts {@code diag.jar} as a process of its own beside the application, from the application's
 * own Java. Any thread.
 */
public final class HelperProcess {
  /** Names and classes of a large application, while its dump is redacted. */
  private static final String MEMORY = "-Xmx128m";

  /** With what a JVM takes beside its heap; in a container it counts against the same limit. */
  private static final long BYTES = 256L << 20;

  /** Would have it load other agents. */
  private static final List<String> INHERITED =
      Arrays.asList("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final File java;
  private final File jar;
  private final MemoryRoom room;

  /** Tells how much memory there is beside what the application uses. */
  public interface MemoryRoom {
    /**
     * @return bytes, or -1 where that is not known
     */
    long bytes();
  }

  /**
   * @param javaHome of this JVM
   * @param jar the diag.jar this agent came from
   */
  public HelperProcess(File javaHome, File jar, MemoryRoom room) {
    java = new File(javaHome, "bin/java");
    this.jar = jar;
    this.room = room;
  }

  /**
   * Starts one; its stderr comes with its stdout, and nothing is read from stdin.
   *
   * @param instead what a person can do where it cannot be started, as a command
   * @throws CommandException if it cannot; the message is for a person
   */
  Process start(List<String> arguments, String instead) throws CommandException {
    if (!java.canExecute()) {
      throw new CommandException(
          "this JVM's Java has no launcher at "
              + java
              + ", which a dump needs; run 'java -jar diag.jar "
              + instead
              + "' with another Java");
    }
    long free = room.bytes();
    if (free >= 0 && free < BYTES) {
      throw new CommandException(
          "a dump is redacted and sent by a process of up to "
              + (BYTES >> 20)
              + " MB, and only "
              + (free >> 20)
              + " MB are left below the container's limit; raise it, or run 'java -jar diag.jar "
              + instead
              + "' outside of the container");
    }
    List<String> command =
        new ArrayList<>(
            Arrays.asList(
                java.getPath(),
                MEMORY,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Ddiag.progress=lines",
                "-jar",
                jar.getPath()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(INHERITED);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException | SecurityException refused) {
      throw new CommandException(
          "the process that dumps the heap cannot be started: " + refused.getMessage());
    }
  }

  /** Whether one that was started has ended; does not wait. */
  static boolean hasEnded(Process process) {
    try {
      process.exitValue();
      return true;
    } catch (IllegalThreadStateException running) {
      return false;
    }
  }
}
