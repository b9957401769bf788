package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.explore.HeapExplorer;
import io.diag.heap.explore.MergedPaths;
import io.diag.heap.explore.ObjectView;
import io.diag.heap.graph.Progress;
import io.diag.heap.report.PathText;
import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapExplorerTest {
  private static final int ENTRIES = 700;

  @TempDir Path folder;

  @Test
  void anObjectShowsItsFieldsAndWhatHoldsIt() throws IOException {
    PlantedLeak leak = new PlantedLeak(HeapShape.COMPRESSED, ENTRIES);
    try (HeapExplorer explorer = explore(leak.dump)) {
      int list = find(explorer, "java.util.ArrayList @ ");
      ObjectView view = explorer.object(list, 0, 10);
      assertThat(view.address()).isEqualTo(String.format("0x%x", leak.listId));
      assertThat(view.valueCount()).isEqualTo(2);
      assertThat(view.values())
          .extracting(ObjectView.Value::name)
          .containsExactly("elementData", "size");
      assertThat(view.values().get(0).text()).startsWith("java.lang.Object[710] @ ");
      assertThat(view.values().get(0).retainedBytes())
          .isEqualTo(OptionalLong.of(leak.retainedBytes));
      assertThat(view.values().get(1).text()).isEqualTo("700");
      assertThat(view.values().get(1).type()).isEqualTo("int");
      assertThat(view.root()).isEmpty();
      assertThat(view.dominator().orElseThrow().label()).isEqualTo("class com.acme.Cache");
      int array = view.values().get(0).object().orElseThrow();
      ObjectView elements = explorer.object(array, 600, 50);
      assertThat(elements.valueCount()).isEqualTo(710);
      assertThat(elements.values()).hasSize(50);
      assertThat(elements.values().get(0).name()).isEqualTo("[600]");
      assertThat(explorer.object(array, 705, 50).values().get(4).text()).isEqualTo("null");
      assertThat(explorer.referrers(array, 10))
          .containsExactly(
              new ObjectView.Link(
                  list, "elementData", view.label(), view.retainedBytes().getAsLong()));
      assertThat(explorer.dominated(array, 1_000)).hasSize(ENTRIES);
      ObjectView holder = explorer.object(view.dominator().orElseThrow().object(), 0, 10);
      assertThat(holder.root()).contains("GC root sticky class");
      assertThat(holder.values().get(0).name()).isEqualTo("ENTRIES");
      assertThat(explorer.path(list))
          .extracting(PathText.Step::how)
          .containsExactly("GC root sticky class", "static ENTRIES");
    }
  }

  @Test
  void theFieldsOfAClassAndThoseAboveArePaged() throws IOException {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec above = heap.type("com.acme.Above").field("a", BasicType.INT);
    ClassSpec below =
        heap.type("com.acme.Below", above).field("b", BasicType.LONG).field("c", BasicType.CHAR);
    InstanceSpec object = heap.instance(below).set("a", 1).set("b", 2).set("c", 'x');
    heap.root(RootKind.JNI_GLOBAL, object.id());
    try (HeapExplorer explorer = explore(heap)) {
      ObjectView view = explorer.object(find(explorer, "com.acme.Below @ "), 1, 5);
      assertThat(view.valueCount()).isEqualTo(3);
      assertThat(view.values())
          .extracting(ObjectView.Value::name, ObjectView.Value::declaring, ObjectView.Value::text)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("c", "com.acme.Below", "'x'"),
              org.assertj.core.groups.Tuple.tuple("a", "com.acme.Above", "1"));
    }
  }

  @Test
  void pathsToAllObjectsOfAClassAreOneTree() throws IOException {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec session = heap.type("com.acme.Session");
    ClassSpec link = heap.type("com.acme.Link").field("next", BasicType.OBJECT);
    ClassSpec user = heap.type("com.acme.User").field("session", BasicType.OBJECT);
    InstanceSpec next = heap.instance(session);
    for (int i = 0; i < 1_000; i++) {
      next = heap.instance(link).set("next", next);
    }
    heap.root(RootKind.JNI_GLOBAL, next.id());
    for (int i = 0; i < 30; i++) {
      heap.root(
          RootKind.JNI_GLOBAL, heap.instance(user).set("session", heap.instance(session)).id());
    }
    heap.instance(session); // nothing holds it
    try (HeapExplorer explorer = explore(heap)) {
      MergedPaths.Node top = explorer.paths("com.acme.Session").orElseThrow();
      assertThat(top.targets()).isEqualTo(31);
      assertThat(top.children())
          .extracting(MergedPaths.Node::className)
          .containsExactly("com.acme.User", "com.acme.Link");
      assertThat(top.children().get(0).targets()).isEqualTo(30);
      assertThat(top.children().get(0).objects()).isEqualTo(30);
      assertThat(top.children().get(1))
          .isEqualTo(
              new MergedPaths.Node(
                  "com.acme.Link",
                  1_000,
                  1,
                  List.of(new MergedPaths.Node("com.acme.Session", 1, 1, List.of()))));
      assertThat(explorer.paths("com.acme.Nowhere")).isEmpty();
      assertThat(explorer.path(find(explorer, "com.acme.Session @ ", 31))).isEmpty();
      try (Stream<Path> files = Files.list(folder.resolve("index"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.startsWith("passing"));
      }
    }
  }

  private static int find(HeapExplorer explorer, String label) throws IOException {
    return find(explorer, label, 0);
  }

  private static int find(HeapExplorer explorer, String label, int skipped) throws IOException {
    int left = skipped;
    for (int object = 0; object < explorer.objects(); object++) {
      if (explorer.object(object, 0, 0).label().startsWith(label) && left-- == 0) {
        return object;
      }
    }
    throw new AssertionError("no " + label);
  }

  private HeapExplorer explore(DumpBuilder heap) throws IOException {
    Path file = Files.write(folder.resolve("dump"), heap.build());
    Path index = folder.resolve("index");
    try (Analysis analysis = Analysis.run(file, index, Progress.SILENT)) {
      analysis.keep();
    }
    return HeapExplorer.open(index);
  }
}
