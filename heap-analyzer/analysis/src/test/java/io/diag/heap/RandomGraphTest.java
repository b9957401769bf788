package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.dominator.ClassPaths;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.Progress;
import io.diag.hprof.dump.HeapShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dominators and retained sizes of random graphs against trying: remove it, see what is gone. */
class RandomGraphTest {
  private static final int GRAPHS = Boolean.getBoolean("diag.all") ? 50_000 : 2_000;
  private static final List<HeapShape> SHAPES =
      List.of(HeapShape.COMPRESSED, HeapShape.NARROW, HeapShape.WIDE);

  @TempDir Path folder;

  @Test
  void anObjectRetainsWhatIsUnreachableWithoutIt() throws Exception {
    Random random = new Random(20);
    Path file = folder.resolve("random.hprof");
    for (int i = 0; i < GRAPHS; i++) {
      RandomGraph expected = new RandomGraph(random, SHAPES.get(i % SHAPES.size()));
      Files.write(file, expected.build());
      try (Analysis analysis = Analysis.run(file, folder.resolve("index"), Progress.SILENT)) {
        compare(expected, analysis, "graph " + i);
        comparePaths(analysis, "graph " + i);
      }
    }
  }

  private static void compare(RandomGraph expected, Analysis analysis, String name) {
    HeapGraph graph = analysis.graph();
    DominatorTree tree = analysis.tree();
    for (int i = 0; i < expected.count(); i++) {
      int object = graph.index().number(expected.ids.get(i));
      assertThat(graph.index().address(object)).as(name).isEqualTo(expected.ids.get(i));
      assertThat(graph.type(object).name()).as(name).isEqualTo(expected.classNames.get(i));
      assertThat(tree.retainedBytes(object))
          .as("%s, object %d", name, i)
          .isEqualTo(retained(expected, graph, i));
      assertThat(tree.dominator(object) == DominatorTree.UNREACHABLE)
          .as("%s, object %d", name, i)
          .isEqualTo(!expected.isReachable(i));
    }
    Map<String, Long> classes = new HashMap<>();
    for (int type = 0; type < graph.classes().size(); type++) {
      classes.put(graph.classes().get(type).name(), analysis.totals().retainedBytes(type));
    }
    for (String className : expected.classNames) {
      if (uniform(expected, graph)) {
        assertThat(classes).as(name).containsEntry(className, expected.retainedBytes(className));
      }
    }
  }

  /** Each object is in the node of its class below that of its dominator, and nowhere else. */
  private static void comparePaths(Analysis analysis, String name) throws IOException {
    HeapGraph graph = analysis.graph();
    DominatorTree tree = analysis.tree();
    try (ColumnFolder folder = ColumnFolder.open(graph.folder().path())) {
      ClassPaths paths = ClassPaths.of(graph, tree, folder);
      paths.sum();
      long reachable = 0;
      Map<String, Long> below = new HashMap<>();
      for (int object = 0; object < graph.objects(); object++) {
        if (tree.dominator(object) != DominatorTree.UNREACHABLE) {
          reachable += graph.shallowBytes(object);
          if (tree.dominator(object) == DominatorTree.ROOTS && !isClass(graph, object)) {
            below.merge(graph.type(object).name(), tree.retainedBytes(object), Long::sum);
          }
        }
      }
      assertThat(paths.retainedBytes(ClassPaths.TOP)).as(name).isEqualTo(reachable);
      for (int node = 1; node < paths.size(); node++) {
        if (paths.parent(node) == ClassPaths.TOP && !paths.className(node).startsWith("class ")) {
          assertThat(below.remove(paths.className(node)))
              .as("%s: %s", name, paths.className(node))
              .isEqualTo(paths.retainedBytes(node));
        }
      }
      assertThat(below).as(name).isEmpty();
    }
  }

  private static boolean isClass(HeapGraph graph, int object) {
    return graph.classes().find(graph.index().address(object)) != null;
  }

  /** By the sizes that were found out, which so few objects do not always tell. */
  private static long retained(RandomGraph expected, HeapGraph graph, int object) {
    BitSet gone = expected.dominated(object);
    return gone.stream()
        .mapToLong(i -> graph.shallowBytes(graph.index().number(expected.ids.get(i))))
        .sum();
  }

  private static boolean uniform(RandomGraph expected, HeapGraph graph) {
    for (int i = 0; i < expected.count(); i++) {
      if (graph.shallowBytes(graph.index().number(expected.ids.get(i))) != expected.bytes.get(i)) {
        return false;
      }
    }
    return true;
  }
}
