package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.contents.ClassTree;
import io.diag.heap.contents.CollectionFill;
import io.diag.heap.contents.HeapContents;
import io.diag.heap.contents.Unreachable;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a closer look at a dump tells. Immutable. Lists have what matters most first.
 *
 * @param duplicates equal texts and arrays
 * @param duplicateBytes what all equal arrays waste that are no texts
 * @param duplicateStringBytes what all equal texts of Strings waste
 * @param collections how full they are, by class
 * @param offHeap buffers with memory outside the heap, by kind
 * @param offHeapOwners whose they are
 * @param threads with their stacks
 * @param loaders with their classes
 * @param unreachable what no strong reference leads to, and why it is still there
 * @param classTree the tree of dominators, by class
 * @param notes what was left out because there is too much of it
 */
public record HeapDetails(
    List<EqualContents.Row> duplicates,
    long duplicateBytes,
    long duplicateStringBytes,
    List<CollectionFill.Row> collections,
    List<OffHeapOwners.Kind> offHeap,
    List<OffHeapOwners.Row> offHeapOwners,
    List<ThreadStacks.Row> threads,
    List<ClassLoaders.Row> loaders,
    List<Unreachable.Row> unreachable,
    List<ClassTree.Node> classTree,
    List<String> notes) {
  private static final int MOST_UNREACHABLE = 1_000;

  /** Reads the dump once more. Blocks for as long. */
  public static HeapDetails of(Analysis analysis, Progress progress) throws IOException {
    HeapContents contents = HeapContents.of(analysis, progress);
    progress.at("details", 0, 1);
    try (ObjectReader reader = new ObjectReader(analysis.graph())) {
      return new HeapDetails(
          EqualContents.of(analysis.graph(), contents.duplicates(), reader),
          contents.duplicateBytes(),
          contents.duplicateStringBytes(),
          contents.collections(),
          OffHeapOwners.kinds(contents.buffers()),
          OffHeapOwners.of(analysis, contents.buffers(), reader),
          ThreadStacks.of(analysis.graph(), analysis.tree(), reader),
          ClassLoaders.of(analysis, reader),
          contents.unreachable().stream().limit(MOST_UNREACHABLE).toList(),
          contents.tree(),
          notes(analysis.graph(), contents));
    }
  }

  private static List<String> notes(HeapGraph graph, HeapContents contents) {
    List<String> notes = new ArrayList<>();
    if (contents.buffersLeftOut() > 0) {
      notes.add(contents.buffersLeftOut() + " more direct buffers were not looked at");
    }
    if (graph.skeleton().traces().leftOut() > 0) {
      notes.add(graph.skeleton().traces().leftOut() + " frames of stacks were left out");
    }
    long threads = ThreadStacks.count(graph);
    if (threads > ThreadStacks.MOST_THREADS) {
      notes.add("of " + threads + " threads the first " + ThreadStacks.MOST_THREADS + " are told");
    }
    return notes;
  }

  /** Bytes outside the heap of all buffers that were found and are no files. */
  public long offHeapBytes() {
    return offHeap.stream()
        .filter(kind -> kind.kind().isAllocated())
        .mapToLong(OffHeapOwners.Kind::bytes)
        .sum();
  }
}
