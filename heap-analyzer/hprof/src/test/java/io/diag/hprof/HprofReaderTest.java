package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HprofReaderTest {
  static Stream<HeapShape> shapes() {
    return Stream.of(HeapShape.COMPRESSED, HeapShape.WIDE, HeapShape.NARROW);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void countsWhatTheBuilderBuilt(HeapShape shape) throws IOException {
    DumpBuilder dump = SampleDump.of(shape).segmentBytes(300);
    Histogram histogram = Histogram.of(dump.build());
    assertThat(histogram.outcome.truncation()).isEmpty();
    assertThat(histogram.counts).isEqualTo(dump.figures().counts());
    assertThat(histogram.counts).containsEntry("com.acme.Node", 20L);
    assertThat(histogram.segments).isGreaterThan(5);
    assertThat(histogram.roots)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    RootKind.THREAD_OBJECT, 2, RootKind.STICKY_CLASS, 1, RootKind.JNI_GLOBAL, 1)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatTheWriterIsToldByTheReaderIsTheSameDump(HeapShape shape) throws IOException {
    for (byte[] dump :
        List.of(
            EveryRecord.dump(shape),
            SampleDump.of(shape).build(),
            SampleDump.of(shape).inOneDump().build())) {
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      HprofWriter writer = new HprofWriter(copy);
      ReadOutcome outcome = HprofReader.read(new ByteArrayInputStream(dump), writer);
      writer.flush();
      assertThat(outcome.truncation()).isEmpty();
      assertThat(outcome.bytes()).isEqualTo(dump.length);
      assertThat(copy.toByteArray()).isEqualTo(dump);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void tellsEachRecordWithItsValues(HeapShape shape) throws IOException {
    RecordLog log = new RecordLog();
    HprofReader.read(new ByteArrayInputStream(EveryRecord.dump(shape)), log);
    assertThat(log.lines())
        .containsSubsequence(
            "header 1 " + shape.idBytes() + " 1234567890123",
            "STRING_UTF8 77 1 com/acme/Thing",
            "LOAD_CLASS 0 1 90000000 1 1",
            "UNLOAD_CLASS 0 9",
            "FRAME 0 11 2 2 2 1 -3",
            "TRACE 0 1 4 2 0,0",
            "ALLOC_SITES 0 3 0.25 4294967295 2 3 4 2",
            "site 0 1 1 10 20 30 40",
            "site 8 1 1 11 21 31 41",
            "HEAP_SUMMARY 0 5 6 1099511627776 8",
            "START_THREAD 0 4 90000100 1 2 1 1",
            "END_THREAD 0 4",
            "CPU_SAMPLES 0 100 2",
            "samples 60 1",
            "samples 40 1",
            "CONTROL_SETTINGS 0 3 16",
            "record 0x3A 0 3",
            "class 90000000 0 5 const 7=INT:2a const 8=OBJECT:90000100"
                + " static OBJECT:1 static BOOLEAN:1 static CHAR:2345 static FLOAT:3f800000"
                + " static DOUBLE:3ff0000000000000 static BYTE:81 static SHORT:8001"
                + " static INT:7fffffff static LONG:fffffffffffffffe field INT field BOOLEAN",
            "instance 90000100 90000000 0000000501",
            "objects 90000110 90000000 2",
            "BOOLEAN 90000124 3 010101",
            "CHAR 90000125 3 010101010101",
            "root UNKNOWN 90000100 0 0 0",
            "root JNI_GLOBAL 90000100 0 0 1234",
            "root JNI_LOCAL 90000100 4 1 0",
            "root JAVA_FRAME 90000100 4 -1 0",
            "root NATIVE_STACK 90000100 4 0 0",
            "root STICKY_CLASS 90000100 0 0 0",
            "root THREAD_BLOCK 90000100 4 0 0",
            "root MONITOR_USED 90000100 0 0 0",
            "root THREAD_OBJECT 90000100 4 1 0",
            "HEAP_DUMP_END 0");
  }

  @Test
  void readsPartsOfAHeapByThemselves() throws IOException {
    byte[] dump = SampleDump.of(HeapShape.COMPRESSED).inOneDump().build();
    long[] start = new long[1];
    HprofReader.read(
        new ByteArrayInputStream(dump),
        new HprofVisitor() {
          @Override
          public void primitiveArray(
              long id, int traceSerial, BasicType type, int count, Contents elements) {
            if (start[0] == 0) {
              start[0] = elements.offset() - HeapTag.primitiveArrayHeaderBytes(8);
            }
          }
        });
    int from = (int) start[0];
    long[] arrays = new long[1];
    ReadOutcome outcome =
        HprofReader.readHeap(
            new ByteArrayInputStream(dump, from, dump.length - from),
            8,
            from,
            new HeapVisitor() {
              @Override
              public void primitiveArray(
                  long id, int traceSerial, BasicType type, int count, Contents elements) {
                arrays[0]++;
              }
            });
    assertThat(outcome.truncation()).isEmpty();
    assertThat(outcome.bytes()).isEqualTo(dump.length - from);
    assertThat(arrays[0]).isEqualTo(20 + 16 + 2);
  }

  @Test
  void refusesWhatIsNoHprof() {
    assertThatThrownBy(() -> Histogram.of("PK\3\4 is a zip".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("0x0 in header: is no HPROF");
    byte[] android = "JAVA PROFILE 1.0.3\0".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> Histogram.of(android)).hasMessageContaining("another version");
  }

  @Test
  void saysWhereAndInWhichRecordSomethingIsWrong() throws IOException {
    byte[] dump = EveryRecord.dump(HeapShape.COMPRESSED);
    int at = indexOf(dump, new byte[] {RecordTag.UNLOAD_CLASS, 0, 0, 0, 0, 0, 0, 0, 4});
    dump[at + 8] = 5;
    assertThatThrownBy(() -> Histogram.of(dump))
        .isInstanceOfSatisfying(HprofException.class, e -> assertThat(e.offset()).isEqualTo(at))
        .hasMessage(String.format("0x%X in UNLOAD_CLASS: has a length of 5 instead of 4", at));
  }

  @Test
  void anArrayLargerThanItsSegmentIsRefusedBeforeItIsRead() throws IOException {
    DumpBuilder built = new DumpBuilder(HeapShape.NARROW);
    built.array(BasicType.LONG, 1, 2, 3);
    byte[] dump = built.build();
    int at = indexOf(dump, new byte[] {0, 0, 0, 3, (byte) BasicType.LONG.code()});
    dump[at] = 0x7F;
    assertThatThrownBy(() -> Histogram.of(dump))
        .hasMessageContaining(
            "in PRIMITIVE_ARRAY_DUMP: needs 17045651480 bytes, and its"
                + " HEAP_DUMP_SEGMENT has 24");
  }

  static int indexOf(byte[] bytes, byte[] wanted) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }
}
