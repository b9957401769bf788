package io.diag.heap.analysis;

import io.diag.heap.dominator.ClassTotals;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.graph.DumpFile;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A dump that was analysed: its graph, its dominators and its totals. Any thread reads. */
public final class Analysis implements Closeable {
  private static final String UNPACKED = "dump.hprof";

  private final ColumnFolder folder;
  private final HeapGraph graph;
  private final ClassTotals totals;
  private final DominatorTree tree;

  private Analysis(ColumnFolder folder, HeapGraph graph, ClassTotals totals, DominatorTree tree) {
    this.folder = folder;
    this.graph = graph;
    this.totals = totals;
    this.tree = tree;
  }

  /**
   * Analyses a dump. Blocks for seconds a gigabyte; the Java heap needed grows with the classes
   * only.
   *
   * @param dump plain or compressed with gzip, whole or cut
   * @param index a folder for columns, and for what {@link #keep} leaves; made if there is none
   * @throws io.diag.hprof.HprofException if it is no dump; the message says where
   * @throws IOException also if there is not enough disk
   */
  public static Analysis run(Path dump, Path index, Progress progress) throws IOException {
    ColumnFolder folder = ColumnFolder.create(index);
    try {
      DumpFile file = DumpFile.of(dump, index.resolve(UNPACKED), progress);
      HeapGraph graph = HeapGraph.read(file, folder, progress);
      ClassTotals totals = new ClassTotals(graph);
      DominatorTree tree = DominatorTree.build(graph, totals, folder, progress);
      return new Analysis(folder, graph, totals, tree);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Completes the folder, so that {@link HeapIndex} can open it, also after the end of this JVM.
   */
  public void keep() throws IOException {
    graph.keep();
    folder.flush();
  }

  public HeapGraph graph() {
    return graph;
  }

  public ClassTotals totals() {
    return totals;
  }

  public DominatorTree tree() {
    return tree;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
