package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.graph.HeapClass;
import io.diag.hprof.BasicType;
import io.diag.hprof.ClassStatics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the objects in static fields retain, the largest first. */
public final class StaticFields {
  private StaticFields() {}

  /**
   * @param object the number of the object in it
   * @param className that declares the field
   * @param retainedBytes of the object in it, which other references may hold as well
   */
  public record Row(int object, String className, String field, long retainedBytes) {}

  public static List<Row> of(Analysis analysis, int most) throws IOException {
    record Candidate(int object, HeapClass type, long nameId, long retainedBytes) {}
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < analysis.graph().classes().size(); i++) {
      HeapClass type = analysis.graph().classes().get(i);
      if (type.dump() == null) {
        continue;
      }
      ClassStatics statics = type.dump().statics();
      for (int field = 0; field < statics.count(); field++) {
        int object =
            statics.type(field) == BasicType.OBJECT && statics.value(field) != 0
                ? analysis.graph().index().number(statics.value(field))
                : -1;
        if (object >= 0) {
          long bytes = analysis.tree().retainedBytes(object);
          all.add(new Candidate(object, type, statics.nameId(field), bytes));
        }
      }
    }
    all.sort(Comparator.comparingLong(Candidate::retainedBytes).reversed());
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : all.subList(0, Math.min(most, all.size()))) {
      String name = analysis.graph().classes().names().getOrId(candidate.nameId());
      rows.add(
          new Row(candidate.object(), candidate.type().name(), name, candidate.retainedBytes()));
    }
    return rows;
  }
}
