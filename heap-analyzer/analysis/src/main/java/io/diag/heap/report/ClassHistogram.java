package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.dominator.ClassTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Objects by class, those that retain most first. */
public final class ClassHistogram {
  private ClassHistogram() {}

  /**
   * @param className of two loaders there may be two of one name
   * @param count all objects of the class, reachable or not
   * @param shallowBytes of all of them
   * @param retainedBytes of those that no other object of the class dominates
   */
  public record Row(String className, long count, long shallowBytes, long retainedBytes) {}

  public static List<Row> of(Analysis analysis) {
    ClassTotals totals = analysis.totals();
    List<Row> rows = new ArrayList<>();
    for (int type = 0; type < analysis.graph().classes().size(); type++) {
      if (totals.count(type) > 0) {
        rows.add(
            new Row(
                analysis.graph().classes().get(type).name(),
                totals.count(type),
                totals.shallowBytes(type),
                totals.retainedBytes(type)));
      }
    }
    rows.sort(
        Comparator.comparingLong(Row::retainedBytes)
            .thenComparingLong(Row::shallowBytes)
            .reversed()
            .thenComparing(Row::className));
    return rows;
  }
}
