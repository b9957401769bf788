package io.diag.heap;

import picocli.CommandLine;

/** {@code diag-heap.jar}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = new CommandLine(new AnalyseCommand()).execute(args);
    System.exit(code);
  }
}
