package io.diag.heap.contents;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.dominator.ClassPaths;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.Progress;
import io.diag.hprof.BasicType;
import java.io.IOException;
import java.util.List;

/**
 * What is in the objects of a dump beside their references. Immutable.
 *
 * @param duplicates equal primitive arrays, those that waste most first
 * @param duplicateBytes what all of those waste that are no texts
 * @param duplicateStringBytes what all of those waste that are texts of Strings
 * @param collections how full collections are
 * @param buffers with memory outside the heap
 * @param buffersLeftOut more of them
 * @param unreachable why objects are still there that nothing holds strongly
 * @param tree of dominators, by class, with the buffers charged to it
 */
public record HeapContents(
    List<EqualArrays> duplicates,
    long duplicateBytes,
    long duplicateStringBytes,
    List<CollectionFill.Row> collections,
    List<DirectBuffer> buffers,
    long buffersLeftOut,
    List<Unreachable.Row> unreachable,
    List<ClassTree.Node> tree) {

  private static final int MOST_DUPLICATES = 200;

  /**
   * Reads the dump a third time, and goes over all objects. Blocks for as long.
   *
   * @throws IOException also if there is not enough disk
   */
  public static HeapContents of(Analysis analysis, Progress progress) throws IOException {
    HeapGraph graph = analysis.graph();
    try (ColumnFolder folder = ColumnFolder.open(graph.folder().path())) {
      ArrayDuplicates duplicates = new ArrayDuplicates(graph, primitiveArrays(analysis), folder);
      CollectionFill collections = new CollectionFill(graph);
      DirectBuffers buffers = new DirectBuffers(graph);
      Unreachable unreachable =
          new Unreachable(graph, analysis.tree(), analysis.totals().unreachableObjects(), folder);
      graph
          .dump()
          .read(
              new ContentsReader(
                  graph, List.of(duplicates, collections, buffers, unreachable), duplicates),
              "contents",
              progress);
      long[] wasted = new long[2];
      List<EqualArrays> groups = duplicates.largest(MOST_DUPLICATES, wasted);
      progress.at("classes", 0, 1);
      ClassPaths paths = ClassPaths.of(graph, analysis.tree(), folder);
      List<DirectBuffer> found =
          buffers.found().stream()
              .map(buffer -> isImage(analysis, buffer) ? buffer.as(BufferKind.IMAGE) : buffer)
              .toList();
      found.stream()
          .filter(buffer -> buffer.kind().isAllocated())
          .forEach(buffer -> paths.charge(buffer.object(), buffer.capacity()));
      paths.sum();
      return new HeapContents(
          groups,
          wasted[0],
          wasted[1],
          collections.rows(),
          found,
          buffers.leftOut(),
          unreachable.rows(),
          ClassTree.of(paths));
    }
  }

  private static boolean isImage(Analysis analysis, DirectBuffer buffer) {
    int keeper = analysis.tree().dominator(buffer.object());
    return buffer.kind() == BufferKind.FOREIGN
        && keeper >= 0
        && analysis.graph().type(keeper).name().startsWith("jdk.internal.jimage.");
  }

  private static long primitiveArrays(Analysis analysis) {
    long arrays = 0;
    for (int type = 0; type < analysis.graph().classes().size(); type++) {
      BasicType element = analysis.graph().classes().get(type).element();
      arrays += element == null || element == BasicType.OBJECT ? 0 : analysis.totals().count(type);
    }
    return arrays;
  }
}
