package io.diag.heap;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.graph.Progress;
import io.diag.heap.report.ClassHistogram;
import io.diag.heap.report.HeapReport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dump that was analysed for a test. */
record Analysed(Analysis analysis, HeapReport report) implements Closeable {
  static Analysed of(byte[] dump, Path folder) throws IOException {
    Path file = folder.resolve("test.hprof");
    Files.write(file, dump);
    return of(file, folder.resolve("test.index"));
  }

  static Analysed of(Path file, Path index) throws IOException {
    Analysis analysis = Analysis.run(file, index, Progress.SILENT);
    return new Analysed(analysis, HeapReport.detailed(analysis, Progress.SILENT));
  }

  /** The row of a class, of which there must be one. */
  ClassHistogram.Row row(String className) {
    return report.histogram().stream()
        .filter(row -> row.className().equals(className))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two rows of " + className);
            })
        .orElseThrow(() -> new AssertionError("no row of " + className));
  }

  long retained(long id) {
    return analysis.tree().retainedBytes(number(id));
  }

  int number(long id) {
    return analysis.graph().index().number(id);
  }

  @Override
  public void close() throws IOException {
    analysis.close();
  }
}
