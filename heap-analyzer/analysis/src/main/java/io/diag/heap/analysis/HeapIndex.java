package io.diag.heap.analysis;

import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.graph.HeapGraph;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder that an {@link Analysis} left, opened again to look at objects. Nothing of the size of
 * the heap is read for that. Any thread reads; others may have the same folder open.
 */
public final class HeapIndex implements Closeable {
  private final ColumnFolder folder;
  private final HeapGraph graph;
  private final DominatorTree tree;

  private HeapIndex(ColumnFolder folder, HeapGraph graph, DominatorTree tree) {
    this.folder = folder;
    this.graph = graph;
    this.tree = tree;
  }

  /**
   * @throws IOException if the folder holds no whole index, or one of another version
   */
  public static HeapIndex open(Path index) throws IOException {
    ColumnFolder folder = ColumnFolder.open(index);
    try {
      HeapGraph graph = HeapGraph.open(folder);
      return new HeapIndex(folder, graph, DominatorTree.open(graph, folder));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  public HeapGraph graph() {
    return graph;
  }

  public DominatorTree tree() {
    return tree;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
