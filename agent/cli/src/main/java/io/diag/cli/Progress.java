package io.diag.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * One line on a terminal that says how far something is; silent where nobody sits before it, unless
 * another program asked for lines.
 */
final class Progress {
  private static final long LINE_NANOS = 1_000_000_000L;

  private final PrintStream err;
  private final boolean visible;
  private final boolean lines;
  private int length;
  private long saidNanos = System.nanoTime() - LINE_NANOS;

  private Progress(PrintStream err, boolean visible, boolean lines) {
    this.err = err;
    this.visible = visible;
    this.lines = lines;
  }

  /** On the process's standard error, if that is a terminal. */
  static Progress ofSystem() {
    if ("lines".equals(System.getProperty("diag.progress"))) {
      return new Progress(System.err, false, true);
    }
    try {
      Path device = Files.readSymbolicLink(Paths.get("/proc/self/fd/2"));
      return new Progress(
          System.err,
          device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty"),
          false);
    } catch (IOException cannotTell) {
      return new Progress(System.err, false, false);
    }
  }

  /** Replaces the line. */
  void say(String line) {
    if (lines && System.nanoTime() - saidNanos >= LINE_NANOS) {
      saidNanos = System.nanoTime();
      err.println(line);
    }
    if (visible) {
      StringBuilder text = new StringBuilder(line);
      while (text.length() < length) {
        text.append(' ');
      }
      err.print("\r" + text);
      err.flush();
      length = line.length();
    }
  }

  /** Leaves an empty line. */
  void clear() {
    if (length > 0) {
      say("");
      err.print("\r");
      err.flush();
    }
  }
}
