package io.diag.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** One line on a terminal that says how far something is; silent where nobody sits before it. */
final class Progress {
  private final PrintStream err;
  private final boolean visible;
  private int length;

  private Progress(PrintStream err, boolean visible) {
    this.err = err;
    this.visible = visible;
  }

  /** On the process's standard error, if that is a terminal. */
  static Progress ofSystem() {
    try {
      Path device = Files.readSymbolicLink(Paths.get("/proc/self/fd/2"));
      return new Progress(
          System.err, device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty"));
    } catch (IOException cannotTell) {
      return new Progress(System.err, false);
    }
  }

  /** Replaces the line. */
  void say(String line) {
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
