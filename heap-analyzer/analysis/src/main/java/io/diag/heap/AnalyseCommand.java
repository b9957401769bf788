package io.diag.heap;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.graph.Progress;
import io.diag.heap.report.HeapReport;
import io.diag.heap.report.HtmlReport;
import io.diag.heap.report.JsonReport;
import io.diag.heap.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Analyses a dump and prints what it comes to. Exit code 1 where that fails, 2 for misuse. */
@Command(
    name = "diag-heap",
    mixinStandardHelpOptions = true,
    description = "Says what is in a heap dump (HPROF, also compressed with gzip), and what leaks.")
final class AnalyseCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  /** Beside the columns in an index: what {@code --json} prints. */
  private static final String REPORT = "report.json";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The dump.")
  private Path file;

  @Option(names = "--json", description = "Print everything as one JSON object.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a report to look at in a browser.")
  private Path html;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description =
          "Where to put the index, which stays. Without it the index is in the temporary folder"
              + " of the JVM while the analysis runs: some 130 bytes an object, and the dump"
              + " unpacked if it is compressed.")
  private Path index;

  @Option(
      names = "--brief",
      description =
          "Leave out what reads the dump once more: equal strings, collections, threads, loaders,"
              + " memory outside the heap, and why objects are unreachable.")
  private boolean brief;

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = quiet ? Progress.SILENT : new ProgressLine(err);
    try (IndexFolder folder = IndexFolder.of(index);
        Analysis analysis = Analysis.run(file, folder.path(), progress)) {
      HeapReport report = brief ? HeapReport.of(analysis) : HeapReport.detailed(analysis, progress);
      if (index != null) {
        analysis.keep();
        try (Writer kept = Files.newBufferedWriter(index.resolve(REPORT))) {
          JsonReport.write(report, kept);
        }
      }
      print(report);
      return 0;
    } catch (NoSuchFileException e) {
      err.println("diag-heap: there is no file " + e.getFile());
    } catch (IOException e) {
      err.println("diag-heap: " + file + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      err.println("diag-heap: " + file + ": " + e.getCause().getMessage());
    } catch (OutOfMemoryError e) {
      err.println("diag-heap: " + file + ": needs a larger -Xmx, for its classes or strings");
    }
    return FAILED;
  }

  private void print(HeapReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (html != null) {
      try (Writer page = Files.newBufferedWriter(html, StandardCharsets.UTF_8)) {
        HtmlReport.write(report, file.getFileName().toString(), page);
      }
    }
    if (json) {
      JsonReport.write(report, out);
      out.println();
    } else {
      TextReport.write(report, out);
    }
    out.flush();
  }
}
