package io.diag.cli;

import java.io.File;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Where commands print, and the jar they belong to. */
final class Terminal {
  private final File jar;
  private final PrintStream err;
  private final PrintWriter writer;

  Terminal(File jar, PrintStream out, PrintStream err) {
    this.jar = jar;
    this.err = err;
    this.writer =
        new PrintWriter(
            new OutputStreamWriter(out, Charset.defaultCharset()), /* autoFlush= */ true);
  }

  File jar() {
    return jar;
  }

  PrintStream err() {
    return err;
  }

  PrintWriter writer() {
    return writer;
  }

  void println(String line) {
    writer.println(line);
  }
}
