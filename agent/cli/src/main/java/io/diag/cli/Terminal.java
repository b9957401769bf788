package io.diag.cli;

import java.io.File;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Where commands print, and the jar they belong to. */
final class Terminal {
  private final File jar;
  private final PrintWriter writer;

  Terminal(File jar, PrintStream out) {
    this.jar = jar;
    this.writer =
        new PrintWriter(
            new OutputStreamWriter(out, Charset.defaultCharset()), /* autoFlush= */ true);
  }

  File jar() {
    return jar;
  }

  PrintWriter writer() {
    return writer;
  }

  void println(String line) {
    writer.println(line);
  }
}
