package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.report.StaticFields;
import io.diag.heap.report.Suspect;
import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeakSuspectsTest {
  private static final int ENTRIES = 3_000;

  @TempDir Path folder;

  static Stream<HeapShape> shapes() {
    return Stream.of(HeapShape.COMPRESSED, HeapShape.NARROW, HeapShape.WIDE);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aPlantedLeakIsTheFirstSuspectWithWhatItRetainsExactly(HeapShape shape) throws IOException {
    PlantedLeak leak = new PlantedLeak(shape, ENTRIES);
    try (Analysed dump = Analysed.of(leak.dump.build(), folder)) {
      Suspect first = dump.report().suspects().get(0);
      assertThat(first.className()).isEqualTo("java.lang.Object[]");
      assertThat(first.retainedBytes()).isEqualTo(leak.retainedBytes);
      assertThat(first.sentence())
          .contains("java.lang.Object[3010] @ ", "3,000 objects of class com.acme.Entry")
          .endsWith("it is reached from the static field ENTRIES of com.acme.Cache.");
      assertThat(first.path())
          .containsExactly(
              "GC root sticky class: class com.acme.Cache",
              String.format("static ENTRIES: java.util.ArrayList @ 0x%x", leak.listId),
              String.format("elementData: java.lang.Object[3010] @ 0x%x", leak.arrayId));
      long list = shape.instanceBytes(shape.referenceBytes() + 4L);
      assertThat(dump.report().statics())
          .contains(
              new StaticFields.Row(
                  dump.number(leak.listId),
                  "com.acme.Cache",
                  "ENTRIES",
                  leak.retainedBytes + list));
      assertThat(dump.report().suspects()).hasSize(1);
    }
  }

  @Test
  void aListByItsOwnLinksIsItsFirstNode() throws IOException {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec node = heap.type("com.acme.Node").field("next", BasicType.OBJECT);
    InstanceSpec first = heap.instance(node);
    InstanceSpec last = first;
    for (int i = 1; i < ENTRIES; i++) {
      InstanceSpec next = heap.instance(node);
      last.set("next", next);
      last = next;
    }
    heap.root(RootKind.JNI_GLOBAL, first.id());
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      Suspect suspect = dump.report().suspects().get(0);
      assertThat(suspect.label()).isEqualTo(String.format("com.acme.Node @ 0x%x", first.id()));
      assertThat(suspect.retainedBytes()).isEqualTo(16L * ENTRIES);
      assertThat(dump.row("com.acme.Node").retainedBytes()).isEqualTo(16L * ENTRIES);
    }
  }

  @Test
  void theApplicationsFieldIsNamedAndNotTheCollectionThatItRefersTo() throws IOException {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec entry = heap.type("com.acme.Receipt").field("text", BasicType.OBJECT);
    long[] receipts = new long[200];
    for (int i = 0; i < receipts.length; i++) {
      receipts[i] = heap.instance(entry).set("text", heap.bytes(new byte[1_000])).id();
    }
    ClassSpec list = heap.type("java.util.ArrayList").field("elementData", BasicType.OBJECT);
    InstanceSpec filled =
        heap.instance(list)
            .set("elementData", heap.references(heap.type("java.lang.Object"), receipts));
    ClassSpec archive = heap.type("com.acme.Archive").field("receipts", BasicType.OBJECT);
    InstanceSpec holder = heap.instance(archive).set("receipts", filled);
    ClassSpec timer = heap.type("java.util.TimerTask").field("arg", BasicType.OBJECT);
    heap.root(RootKind.JNI_GLOBAL, heap.instance(timer).set("arg", holder).id());
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.report().suspects().get(0).sentence())
          .endsWith("it is reached from the field receipts of com.acme.Archive.");
    }
  }

  @Test
  void manyObjectsOfAClassThatNothingSingleHoldsAreOneSuspect() throws IOException {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec session = heap.type("com.acme.Session").field("data", BasicType.OBJECT);
    for (int i = 0; i < 100; i++) {
      InstanceSpec instance = heap.instance(session).set("data", heap.bytes(new byte[1_000]));
      heap.root(RootKind.JNI_GLOBAL, instance.id());
    }
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      Suspect suspect = dump.report().suspects().get(0);
      assertThat(suspect.className()).isEqualTo("com.acme.Session");
      assertThat(suspect.label()).isEqualTo("100 objects");
      assertThat(suspect.retainedBytes()).isEqualTo(100 * (16 + 1_016));
      assertThat(suspect.path().get(0)).startsWith("GC root jni global: com.acme.Session @ ");
    }
  }

  @Test
  void twoLeaksUnderOneLoaderAreTwoSuspects() throws IOException {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec loader = heap.type("com.acme.Loader").field("classes", BasicType.OBJECT);
    InstanceSpec instance = heap.instance(loader);
    ClassSpec one = heap.type("com.acme.One").loadedBy(instance.id());
    ClassSpec two = heap.type("com.acme.Two").loadedBy(instance.id());
    ClassSpec object = heap.type("java.lang.Object");
    long[] arrays = new long[2];
    for (int i = 0; i < 2; i++) {
      long[] elements = new long[200 + i];
      for (int at = 0; at < elements.length; at++) {
        elements[at] = heap.bytes(new byte[100]);
      }
      arrays[i] = heap.references(object, elements);
    }
    one.staticField("LEAK", BasicType.OBJECT, arrays[0]);
    two.staticField("LEAK", BasicType.OBJECT, arrays[1]);
    instance.set("classes", heap.references(object, one.id(), two.id()));
    heap.root(RootKind.JNI_GLOBAL, instance.id());
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.report().suspects())
          .extracting(Suspect::retainedBytes)
          .containsExactly(
              201 * 120L + HeapShape.COMPRESSED.arrayBytes(BasicType.OBJECT, 201),
              200 * 120L + HeapShape.COMPRESSED.arrayBytes(BasicType.OBJECT, 200));
      assertThat(dump.report().suspects().get(0).sentence())
          .endsWith("from the static field LEAK of com.acme.Two.");
    }
  }
}
