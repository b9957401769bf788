package io.diag.heap.report;

import io.diag.heap.contents.EqualArrays;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Texts and arrays that are there more than once, those that waste most first. */
public final class EqualContents {
  private EqualContents() {}

  /**
   * @param object the number of one of the arrays
   * @param className {@code java.lang.String} for texts, else the array's
   * @param preview the beginning of the text or of the elements
   * @param wastedBytes what would be free if there were one
   */
  public record Row(
      int object, String className, String preview, long count, long eachBytes, long wastedBytes) {}

  static List<Row> of(HeapGraph graph, List<EqualArrays> groups, ObjectReader reader)
      throws IOException {
    ArrayPreview previews = new ArrayPreview(graph, reader);
    List<Row> rows = new ArrayList<>();
    for (EqualArrays group : groups) {
      rows.add(
          new Row(
              group.example(),
              group.isString() ? "java.lang.String" : graph.type(group.example()).name(),
              previews.of(group.example(), group.isString()),
              group.count(),
              group.eachBytes(),
              group.wastedBytes()));
    }
    return rows;
  }
}
