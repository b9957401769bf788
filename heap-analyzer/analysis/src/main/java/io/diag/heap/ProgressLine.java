package io.diag.heap;

import io.diag.heap.graph.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a line for each step and each tenth of it. One thread. */
final class ProgressLine implements Progress {
  private final PrintWriter to;
  private String lastStep = "";
  private long lastTenth;

  ProgressLine(PrintWriter to) {
    this.to = to;
  }

  @Override
  public void at(String step, long done, long total) {
    long tenth = total == 0 ? 0 : 10 * done / total;
    if (!step.equals(lastStep) || tenth > lastTenth) {
      to.println(
          total <= 1 ? step : String.format(Locale.ROOT, "%s %d %%", step, 100 * done / total));
      to.flush();
      lastStep = step;
      lastTenth = tenth;
    }
  }
}
