package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.analysis.HeapIndex;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.ObjectReader.Value;
import io.diag.heap.graph.Progress;
import io.diag.heap.report.ObjectLabel;
import io.diag.heap.report.Referrers;
import io.diag.heap.report.RootPaths;
import io.diag.heap.report.TopDominators;
import io.diag.hprof.BasicType;
import io.diag.hprof.dump.HeapShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an analysis leaves behind, opened again. */
class HeapIndexTest {
  private static final int ENTRIES = 700;

  @TempDir Path folder;

  @Test
  void openedAgainItTellsOfEachObjectWhatTheAnalysisTold() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      Path file = Files.write(folder.resolve("dump"), new RandomGraph(random, shape(i)).build());
      Path index = folder.resolve("index");
      try (Analysis analysis = Analysis.run(file, index, Progress.SILENT)) {
        analysis.keep();
        try (HeapIndex opened = HeapIndex.open(index)) {
          compare(analysis, opened);
        }
      }
    }
  }

  @Test
  void onlyWhatLastsIsLeft() throws IOException {
    Path index = analyse(new PlantedLeak(HeapShape.COMPRESSED, ENTRIES));
    try (Stream<Path> files = Files.list(index)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("passing"));
    }
  }

  @Test
  void anObjectIsInspected() throws IOException {
    PlantedLeak leak = new PlantedLeak(HeapShape.COMPRESSED, ENTRIES);
    Path index = analyse(leak);
    try (HeapIndex opened = HeapIndex.open(index);
        ObjectReader reader = new ObjectReader(opened.graph())) {
      HeapGraph graph = opened.graph();
      int list = graph.index().number(leak.listId);
      int array = graph.index().number(leak.arrayId);
      List<Value> values = reader.values(list, 100);
      assertThat(values).extracting(Value::name).containsExactly("elementData", "size");
      assertThat(values).extracting(Value::bits).containsExactly(leak.arrayId, (long) ENTRIES);
      assertThat(values.get(0).type()).isEqualTo(BasicType.OBJECT);
      assertThat(Referrers.of(graph, array, 10)).containsExactly(list);
      List<Value> elements = reader.values(array, 600);
      assertThat(elements).hasSize(600);
      int entry = graph.index().number(elements.get(432).bits());
      assertThat(reader.values(entry, 10).get(1).bits()).isEqualTo(432);
      assertThat(Referrers.of(graph, entry, 10)).containsExactly(array);
      assertThat(TopDominators.below(graph, opened.tree(), entry, 5)).hasSize(1);
      assertThat(TopDominators.below(graph, opened.tree(), array, ENTRIES + 5)).hasSize(ENTRIES);
      Map<Integer, List<Integer>> paths = RootPaths.to(graph, Set.of(entry));
      assertThat(paths.get(entry)).hasSize(4).endsWith(list, array, entry);
      ObjectLabel labels = new ObjectLabel(graph, reader);
      assertThat(labels.of(paths.get(entry).get(0))).isEqualTo("class com.acme.Cache");
      assertThat(threads(opened, labels)).containsExactly("java.lang.Thread \"main\"");
    }
  }

  @Test
  void anotherDumpInItsPlaceIsRefused() throws IOException {
    PlantedLeak leak = new PlantedLeak(HeapShape.COMPRESSED, ENTRIES);
    Path index = analyse(leak);
    Files.write(folder.resolve("dump"), new byte[10]);
    try (HeapIndex opened = HeapIndex.open(index)) {
      assertThat(opened.tree().retainedBytes(opened.graph().index().number(leak.arrayId)))
          .isEqualTo(leak.retainedBytes);
      assertThatThrownBy(() -> new ObjectReader(opened.graph()))
          .hasMessageEndingWith("is not the dump that was analysed");
    }
  }

  private static HeapShape shape(int i) {
    return i % 2 == 0 ? HeapShape.COMPRESSED : HeapShape.WIDE;
  }

  private Path analyse(PlantedLeak leak) throws IOException {
    Path file = Files.write(folder.resolve("dump"), leak.dump.segmentBytes(5_000).build());
    Path index = folder.resolve("index");
    try (Analysis analysis = Analysis.run(file, index, Progress.SILENT)) {
      analysis.keep();
    }
    return index;
  }

  private static void compare(Analysis analysis, HeapIndex opened) {
    assertThat(opened.graph().objects()).isEqualTo(analysis.graph().objects());
    assertThat(opened.graph().roots()).isEqualTo(analysis.graph().roots());
    for (int object = 0; object < opened.graph().objects(); object++) {
      assertThat(opened.graph().type(object).name())
          .isEqualTo(analysis.graph().type(object).name());
      assertThat(opened.graph().shallowBytes(object))
          .isEqualTo(analysis.graph().shallowBytes(object));
      assertThat(opened.tree().dominator(object)).isEqualTo(analysis.tree().dominator(object));
      assertThat(opened.tree().retainedBytes(object))
          .isEqualTo(analysis.tree().retainedBytes(object));
      assertThat(Referrers.of(opened.graph(), object, 100))
          .isEqualTo(Referrers.of(analysis.graph(), object, 100));
    }
  }

  private static List<String> threads(HeapIndex opened, ObjectLabel labels) throws IOException {
    List<String> threads = new ArrayList<>();
    for (int object : opened.graph().roots()) {
      if (opened.graph().type(object).name().equals("java.lang.Thread")) {
        assertThat(opened.tree().dominator(object)).isEqualTo(DominatorTree.ROOTS);
        threads.add(labels.of(object));
      }
    }
    return threads;
  }
}
