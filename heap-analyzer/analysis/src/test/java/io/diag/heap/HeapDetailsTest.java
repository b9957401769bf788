package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.contents.BufferKind;
import io.diag.heap.contents.ClassTree;
import io.diag.heap.contents.CollectionFill;
import io.diag.heap.contents.Holding;
import io.diag.heap.contents.Unreachable;
import io.diag.heap.graph.Progress;
import io.diag.heap.report.ClassLoaders;
import io.diag.heap.report.EqualContents;
import io.diag.heap.report.HeapDetails;
import io.diag.heap.report.HeapReport;
import io.diag.heap.report.OffHeapOwners;
import io.diag.heap.report.Suspect;
import io.diag.heap.report.ThreadStacks;
import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a closer look tells, of dumps where every figure is known. */
class HeapDetailsTest {
  private static final HeapShape SHAPE = HeapShape.COMPRESSED;

  @TempDir Path folder;

  private final DumpBuilder heap = new DumpBuilder(SHAPE);

  @Test
  void equalTextsAndArraysAreCountedWithWhatTheyWaste() throws IOException {
    long[] strings = new long[7];
    for (int i = 0; i < 5; i++) {
      strings[i] = heap.string("equal text").id();
    }
    strings[5] = heap.string("another one").id();
    strings[6] = heap.string("equal texu").id();
    hold(strings);
    hold(
        heap.bytes(new byte[100]),
        heap.bytes(new byte[100]),
        heap.bytes(new byte[101]),
        heap.array(BasicType.SHORT, new long[50]));
    hold(heap.string("\u4e2d\u6587").id(), heap.string("\u4e2d\u6587").id());
    HeapDetails details = details();
    long each = SHAPE.arrayBytes(BasicType.BYTE, 10);
    EqualContents.Row texts = row(details.duplicates(), "\"equal text\"");
    assertThat(texts.className()).isEqualTo("java.lang.String");
    assertThat(texts.count()).isEqualTo(5);
    assertThat(texts.eachBytes()).isEqualTo(each);
    assertThat(texts.wastedBytes()).isEqualTo(4 * each);
    assertThat(row(details.duplicates(), "\"\u4e2d\u6587\"").count()).isEqualTo(2);
    long chinese = SHAPE.arrayBytes(BasicType.BYTE, 4);
    assertThat(details.duplicateStringBytes()).isEqualTo(4 * each + chinese);
    EqualContents.Row zeros =
        details.duplicates().stream()
            .filter(row -> row.className().equals("byte[]"))
            .findFirst()
            .orElseThrow();
    assertThat(zeros.count()).isEqualTo(2);
    assertThat(zeros.preview()).startsWith("0, 0, 0").endsWith("\u2026");
    assertThat(details.duplicateBytes()).isEqualTo(SHAPE.arrayBytes(BasicType.BYTE, 100));
    assertThat(details.duplicates()).hasSize(3);
  }

  @Test
  void collectionsTellHowFullTheyAre() throws IOException {
    ClassSpec object = heap.type("java.lang.Object");
    ClassSpec list =
        heap.type("java.util.ArrayList")
            .field("elementData", BasicType.OBJECT)
            .field("size", BasicType.INT);
    ClassSpec own = heap.type("com.acme.Basket", list).field("owner", BasicType.INT);
    hold(
        heap.instance(list).set("elementData", heap.references(object, new long[10])).id(),
        heap.instance(list)
            .set("elementData", heap.references(object, new long[16]))
            .set("size", 1)
            .id(),
        heap.instance(own)
            .set("elementData", heap.references(object, new long[4]))
            .set("size", 3)
            .id());
    ClassSpec deque =
        heap.type("java.util.ArrayDeque")
            .field("elements", BasicType.OBJECT)
            .field("head", BasicType.INT)
            .field("tail", BasicType.INT);
    hold(
        heap.instance(deque)
            .set("elements", heap.references(object, new long[16]))
            .set("head", 14)
            .set("tail", 3)
            .id());
    HeapDetails details = details();
    assertThat(details.collections())
        .containsExactlyInAnyOrder(
            new CollectionFill.Row("java.util.ArrayList", 2, 1, 1, 1, 26, 25 * 4),
            new CollectionFill.Row("java.util.ArrayDeque", 1, 0, 0, 5, 16, 11 * 4),
            new CollectionFill.Row("com.acme.Basket", 1, 0, 0, 3, 4, 4));
  }

  @Test
  void buffersOutsideTheHeapAreChargedToWhoeverKeepsThem() throws IOException {
    ClassSpec archive = heap.type("com.acme.Archive").field("pending", BasicType.OBJECT);
    long[] buffers = new long[8];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = buffer(1 << 20, 0x10_000L + i).set("cleaner", 1).id();
    }
    buffer(1 << 20, 0x10_000L).set("att", buffers[0]); // a view of it
    long array = heap.references(heap.type("java.lang.Object"), buffers);
    InstanceSpec holder = heap.instance(archive).set("pending", array);
    heap.root(RootKind.JNI_GLOBAL, holder.id());
    hold(buffer(4096, 0x99).set("cleaner", 1).set("fd", holder).id());
    hold(buffer(100, 0x77).id());
    ClassSpec reader = heap.type("jdk.internal.jimage.Reader").field("map", BasicType.OBJECT);
    hold(heap.instance(reader).set("map", buffer(1L << 27, 0x55)).id());
    buffer(555, 0x78).set("cleaner", 1);
    HeapReport report = report();
    HeapDetails details = report.details().orElseThrow();
    assertThat(details.offHeap())
        .containsExactly(
            new OffHeapOwners.Kind(BufferKind.DIRECT, 9, (8L << 20) + 555),
            new OffHeapOwners.Kind(BufferKind.MAPPED, 1, 4096),
            new OffHeapOwners.Kind(BufferKind.FOREIGN, 1, 100),
            new OffHeapOwners.Kind(BufferKind.IMAGE, 1, 1L << 27));
    assertThat(details.offHeapBytes()).isEqualTo((8L << 20) + 555 + 100);
    OffHeapOwners.Row first = details.offHeapOwners().get(1);
    assertThat(first.label()).isEqualTo(String.format("com.acme.Archive @ 0x%x", holder.id()));
    assertThat(first.field()).isEqualTo("pending");
    assertThat(first.buffers()).isEqualTo(8);
    assertThat(first.bytes()).isEqualTo(8L << 20);
    assertThat(details.offHeapOwners())
        .anySatisfy(
            row -> {
              assertThat(row.object()).isEqualTo(-1);
              assertThat(row.bytes()).isEqualTo(555);
            });
    Suspect suspect = report.suspects().get(0);
    assertThat(suspect.offHeapBytes()).isEqualTo(8L << 20);
    assertThat(suspect.sentence())
        .contains("keeps 8 direct buffers alive: 8,388,608 bytes outside the heap");
    ClassTree.Node top = details.classTree().get(0);
    assertThat(top.className()).isEqualTo("com.acme.Archive");
    assertThat(top.offHeapBytes()).isEqualTo(8L << 20);
    ClassTree.Node below = top.children().get(0).children().get(0);
    assertThat(below.className()).isEqualTo("java.nio.DirectByteBuffer");
    assertThat(below.count()).isEqualTo(8);
  }

  @Test
  void threadsHaveStacksAndWhatTheirFramesHold() throws IOException {
    long big = heap.bytes(new byte[5_000]);
    int serial = heap.thread("worker-1", "handle", "run");
    heap.root(RootKind.JAVA_FRAME, big, serial, 1, 0);
    heap.thread("idle", "wait");
    HeapDetails details = details();
    ThreadStacks.Row worker = details.threads().get(0);
    assertThat(worker.name()).isEqualTo("worker-1");
    assertThat(worker.frames())
        .extracting(ThreadStacks.Frame::text)
        .containsExactly(
            "java.lang.Object.handle(App.java:10)", "java.lang.Object.run(App.java:11)");
    assertThat(worker.frames().get(0).locals()).isEmpty();
    ThreadStacks.Local local = worker.frames().get(1).locals().get(0);
    assertThat(local.label()).startsWith("byte[5000] @ ");
    assertThat(local.retainedBytes()).isEqualTo(SHAPE.arrayBytes(BasicType.BYTE, 5_000));
    assertThat(worker.retainedBytes()).isGreaterThan(local.retainedBytes());
    assertThat(details.threads().get(1).name()).isEqualTo("idle");
  }

  @Test
  void threadsAndFramesThatAreLeftOutAreCounted() throws IOException {
    String[] deep = new String[1_500];
    Arrays.fill(deep, "again");
    heap.thread("deep", deep);
    for (int i = 1; i < 5_010; i++) {
      heap.thread("many", "run");
    }
    HeapReport report = report();
    assertThat(report.details().orElseThrow().threads()).hasSize(5_000);
    assertThat(report.notes())
        .contains("500 frames of stacks were left out", "of 5010 threads the first 5000 are told");
  }

  @Test
  void anApplicationThatIsThereTwiceIsSeenByItsLoaders() throws IOException {
    ClassSpec loaderClass = heap.type("com.acme.WebLoader").field("classes", BasicType.OBJECT);
    InstanceSpec old = heap.instance(loaderClass);
    InstanceSpec now = heap.instance(loaderClass);
    hold(old.id(), now.id());
    ClassSpec first = heap.type("com.acme.Page").loadedBy(old.id());
    heap.type("com.acme.Only").loadedBy(now.id());
    heap.twin(first).loadedBy(now.id());
    hold(heap.instance(first).id());
    HeapDetails details = details();
    assertThat(details.loaders())
        .filteredOn(row -> row.className().equals("com.acme.WebLoader"))
        .extracting(ClassLoaders.Row::again, ClassLoaders.Row::classes)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(1L, 1L),
            org.assertj.core.groups.Tuple.tuple(1L, 2L));
    assertThat(details.loaders())
        .anySatisfy(row -> assertThat(row.label()).isEqualTo("boot loader"));
  }

  @Test
  void whyUnreachableObjectsAreStillThereIsSaid() throws IOException {
    ClassSpec reference = heap.type("java.lang.ref.Reference").field("referent", BasicType.OBJECT);
    ClassSpec soft = heap.type("java.lang.ref.SoftReference", reference);
    ClassSpec weak = heap.type("java.lang.ref.WeakReference", reference);
    ClassSpec last = heap.type("java.lang.ref.FinalReference", reference);
    ClassSpec finalizer = heap.type("java.lang.ref.Finalizer", last);
    ClassSpec cached = heap.type("com.acme.Cached").field("data", BasicType.OBJECT);
    InstanceSpec both = heap.instance(cached).set("data", heap.bytes(new byte[100]));
    InstanceSpec closing = heap.instance(heap.type("com.acme.Closing"));
    hold(
        heap.instance(weak).set("referent", both).id(),
        heap.instance(soft).set("referent", both).id(),
        heap.instance(finalizer).set("referent", closing).id());
    InstanceSpec gone = heap.instance(heap.type("com.acme.Gone"));
    heap.instance(weak).set("referent", gone); // nothing holds the reference itself
    HeapDetails details = details();
    assertThat(details.unreachable())
        .contains(
            new Unreachable.Row("com.acme.Cached", Holding.SOFT, 1, 16),
            new Unreachable.Row("byte[]", Holding.SOFT, 1, SHAPE.arrayBytes(BasicType.BYTE, 100)),
            new Unreachable.Row("com.acme.Closing", Holding.FINALIZER, 1, 16),
            new Unreachable.Row("com.acme.Gone", Holding.NOTHING, 1, 16));
  }

  @Test
  void aListByItsLinksIsOneNodeOfTheTreeOfClasses() throws IOException {
    ClassSpec node = heap.type("com.acme.Node").field("next", BasicType.OBJECT);
    InstanceSpec first = heap.instance(node);
    InstanceSpec last = first;
    for (int i = 1; i < 5_000; i++) {
      InstanceSpec next = heap.instance(node);
      last.set("next", next);
      last = next;
    }
    heap.root(RootKind.JNI_GLOBAL, first.id());
    ClassTree.Node top = details().classTree().get(0);
    assertThat(top.className()).isEqualTo("com.acme.Node");
    assertThat(top.count()).isEqualTo(5_000);
    assertThat(top.retainedBytes()).isEqualTo(5_000 * 16);
    assertThat(top.children()).isEmpty();
  }

  private InstanceSpec buffer(long capacity, long address) {
    ClassSpec base =
        heap.type("java.nio.Buffer")
            .field("address", BasicType.LONG)
            .field("capacity", BasicType.INT);
    ClassSpec mapped = heap.type("java.nio.MappedByteBuffer", base).field("fd", BasicType.OBJECT);
    ClassSpec direct =
        heap.type("java.nio.DirectByteBuffer", mapped)
            .field("att", BasicType.OBJECT)
            .field("cleaner", BasicType.OBJECT);
    return heap.instance(direct).set("capacity", capacity).set("address", address);
  }

  private void hold(long... objects) {
    heap.root(RootKind.JNI_GLOBAL, heap.references(heap.type("java.lang.Object"), objects));
  }

  private static EqualContents.Row row(List<EqualContents.Row> rows, String preview) {
    return rows.stream()
        .filter(row -> row.preview().equals(preview))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rows.toString()));
  }

  private HeapDetails details() throws IOException {
    return report().details().orElseThrow();
  }

  private HeapReport report() throws IOException {
    Path file = Files.write(folder.resolve("dump"), heap.build());
    try (Analysis analysis = Analysis.run(file, folder.resolve("index"), Progress.SILENT)) {
      return HeapReport.detailed(analysis, Progress.SILENT);
    }
  }
}
