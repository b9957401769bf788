package io.diag.agent.session;

import io.diag.agent.config.ConfigException;
import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Where the agent says what it does: the log file if there is one, and a bounded number of lines on
 * stderr. Never the application's logging. Thread-safe.
 */
final class AgentLog implements Consumer<String>, Closeable {
  private static final int MAX_STDERR_LINES = 10;

  private final PrintStream stderr;
  private final Writer file;
  private int saidOnStderr;

  private AgentLog(PrintStream stderr, Writer file) {
    this.stderr = stderr;
    this.file = file;
  }

  /**
   * Opens the log.
   *
   * @param path or null
   * @throws ConfigException if the file cannot be opened for appending
   */
  static AgentLog open(PrintStream stderr, File path) throws ConfigException {
    if (path == null) {
      return new AgentLog(stderr, null);
    }
    try {
      return new AgentLog(
          stderr,
          new OutputStreamWriter(
              new FileOutputStream(path, /* append= */ true), StandardCharsets.UTF_8));
    } catch (IOException notWritable) {
      throw new ConfigException(
          "log-file " + path + " cannot be written: " + notWritable.getMessage());
    }
  }

  /** One line to the log file, else to stderr as long as there are few. */
  @Override
  public synchronized void accept(String line) {
    if (file != null) {
      write(line);
    } else if (saidOnStderr < MAX_STDERR_LINES) {
      saidOnStderr++;
      stderr.println(
          "diag: "
              + line
              + (saidOnStderr < MAX_STDERR_LINES
                  ? ""
                  : " (further lines" + " are left out; use log-file=)"));
    }
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException nothingToDo) {
        // the last lines are lost with the disk that could not take them
      }
    }
  }

  private void write(String line) {
    try {
      file.write(Instant.now() + " " + line + "\n");
      file.flush();
    } catch (IOException full) {
      // a log that cannot be written must not stop what it logs
    }
  }
}
