package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.report.ClassHistogram;
import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts and sizes by class, of dumps of which they are known. */
class HistogramTest {
  /** With compact headers, as JDK 25 has on request. */
  private static final HeapShape COMPACT = new HeapShape(8, 4, 8, 8, 0x7_0000_0000L, 0);

  private static final HeapShape COARSE = new HeapShape(8, 4, 12, 16, 0x7_0000_0000L, 0);
  private static final HeapShape COMPACT_WIDE = new HeapShape(8, 8, 8, 8, 0x7F00_0000_0000L, 0);

  @TempDir Path folder;

  static Stream<HeapShape> shapes() {
    return Stream.of(
        HeapShape.COMPRESSED, HeapShape.NARROW, HeapShape.WIDE, COMPACT, COARSE, COMPACT_WIDE);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void sizesAreThoseOfTheHeapThatWasDumped(HeapShape shape) throws IOException {
    DumpBuilder heap = zoo(shape);
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      compare(heap, dump);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aCompressedDumpComesToTheSame(HeapShape shape) throws IOException {
    DumpBuilder heap = zoo(shape).segmentBytes(300);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      heap.writeTo(gzip);
    }
    try (Analysed dump = Analysed.of(out.toByteArray(), folder)) {
      compare(heap, dump);
    }
  }

  private static void compare(DumpBuilder heap, Analysed dump) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> bytes = new TreeMap<>();
    long classBytes = 0;
    long classes = 0;
    for (ClassHistogram.Row row : dump.report().histogram()) {
      if (row.className().equals("java.lang.Class")) {
        classes = row.count();
        classBytes = row.shallowBytes();
      } else {
        counts.put(row.className(), row.count());
        bytes.put(row.className(), row.shallowBytes());
      }
    }
    assertThat(counts).isEqualTo(heap.figures().counts());
    assertThat(bytes).isEqualTo(heap.figures().shallowBytes());
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    assertThat(dump.report().objects()).isEqualTo(all + classes);
    long used = bytes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(dump.report().usedBytes()).isEqualTo(used + classBytes);
    assertThat(dump.report().isPartial()).isFalse();
  }

  private static DumpBuilder zoo(HeapShape shape) {
    DumpBuilder heap = new DumpBuilder(shape);
    ClassSpec one = heap.type("com.acme.One").field("flag", BasicType.BOOLEAN);
    ClassSpec two = heap.type("com.acme.Two", one).field("other", BasicType.OBJECT);
    ClassSpec three =
        heap.type("com.acme.Three", two)
            .field("left", BasicType.OBJECT)
            .field("right", BasicType.OBJECT)
            .field("weight", BasicType.DOUBLE);
    InstanceSpec last = heap.instance(three);
    for (int i = 0; i < 60; i++) {
      InstanceSpec middle = heap.instance(two).set("other", last);
      long array = heap.references(three, last.id(), middle.id(), 0, heap.instance(one).id());
      long bytes = heap.bytes(new byte[i]);
      last = heap.instance(three).set("left", array).set("right", bytes).set("other", middle);
      heap.array(BasicType.LONG, new long[i % 7]);
      heap.array(BasicType.CHAR, new long[i % 11]);
      heap.string("text " + i);
    }
    heap.root(RootKind.JNI_GLOBAL, last.id());
    return heap;
  }
}
