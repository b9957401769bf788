package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HugeDumpTest {
  private static final int MOST = Integer.MAX_VALUE;
  private static final int HEADER = HeapTag.primitiveArrayHeaderBytes(8);

  private final List<String> found = new ArrayList<>();
  private final HprofVisitor visitor =
      new HprofVisitor() {
        @Override
        public void primitiveArray(
            long id, int traceSerial, BasicType type, int count, Contents elements) {
          found.add(type + " " + id + " at " + elements.offset());
        }

        @Override
        public void root(
            RootKind kind, long objectId, int threadSerial, int number, long reference) {
          found.add(kind.toString());
        }

        @Override
        public void heapSummary(HeapSummary summary) {
          found.add("summary");
        }
      };

  @Test
  void aDumpWhoseLengthDidNotFitGoesOnToItsTrueEnd() throws IOException {
    long length = 2 * (HEADER + (long) MOST) + HEADER + 1000 + RootKind.STICKY_CLASS.bytes(8);
    HugeInput input =
        begin()
            .part(to -> to.heapDump(RecordTag.HEAP_DUMP, length))
            .array(1, BasicType.BYTE, MOST)
            .array(2, BasicType.BYTE, MOST)
            .array(3, BasicType.BYTE, 1000)
            .part(to -> to.root(RootKind.STICKY_CLASS, 1, 0, 0, 0))
            .part(to -> to.heapSummary(new HeapSummary(1, 2, 3, 4)));
    ReadOutcome outcome = HprofReader.read(input.open(), visitor);
    assertThat(outcome.truncation()).isEmpty();
    assertThat(outcome.bytes()).isGreaterThan(1L << 32);
    assertThat(found).hasSize(5).endsWith("STICKY_CLASS", "summary");
  }

  @Test
  void whereAnObjectEndsAtTheShortenedLengthTheNextTagTellsThatItGoesOn() throws IOException {
    long first = HEADER + 1000L;
    int rest = (int) ((1L << 32) - HEADER - MOST - HEADER);
    HugeInput input =
        begin()
            .part(to -> to.heapDump(RecordTag.HEAP_DUMP, first + (1L << 32)))
            .array(1, BasicType.BYTE, 1000)
            .array(2, BasicType.BYTE, MOST)
            .array(3, BasicType.BYTE, rest)
            .part(to -> to.heapSummary(new HeapSummary(1, 2, 3, 4)));
    ReadOutcome outcome = HprofReader.read(input.open(), visitor);
    assertThat(outcome.truncation()).isEmpty();
    assertThat(found).hasSize(4).endsWith("summary");
  }

  @Test
  void segmentsBeyondFourGigabytesKeepTheirPlaces() throws IOException {
    HugeInput input = begin();
    for (int i = 0; i < 3; i++) {
      int id = i;
      input.part(to -> to.heapDump(RecordTag.HEAP_DUMP_SEGMENT, HEADER + (long) MOST));
      input.array(id, BasicType.BYTE, MOST);
    }
    input.part(HprofWriter::heapDumpEnd);
    ReadOutcome outcome = HprofReader.read(input.open(), visitor);
    assertThat(outcome.truncation()).isEmpty();
    long segment = RecordTag.HEADER_BYTES + HEADER + (long) MOST;
    long first = 31L + RecordTag.HEADER_BYTES + HEADER;
    assertThat(found).element(2).isEqualTo("BYTE 2 at " + (first + 2 * segment));
  }

  @Test
  void oneArrayBeyondFourGigabytesInASegmentOfItsOwnIsReadToItsEnd() throws IOException {
    int count = (1 << 29) + 10;
    HugeInput input =
        begin()
            .part(to -> to.heapDump(RecordTag.HEAP_DUMP_SEGMENT, HEADER + 8L * count))
            .array(1, BasicType.LONG, count)
            .part(HprofWriter::heapDumpEnd);
    ReadOutcome outcome = HprofReader.read(input.open(), visitor);
    assertThat(outcome.truncation()).isEmpty();
    assertThat(outcome.bytes()).isGreaterThan(1L << 32);
  }

  @Test
  void aDumpWhoseLengthWasNeverFilledInIsReadAndSaidToBeCut() throws IOException {
    HugeInput input =
        begin()
            .part(to -> to.heapDump(RecordTag.HEAP_DUMP, 0))
            .array(1, BasicType.BYTE, 1000)
            .part(to -> to.root(RootKind.STICKY_CLASS, 1, 0, 0, 0));
    ReadOutcome outcome = HprofReader.read(input.open(), visitor);
    assertThat(found).endsWith("STICKY_CLASS").hasSize(2);
    assertThat(outcome.truncation().orElseThrow())
        .hasToString(
            String.format(
                "truncated at 0x%X in HEAP_DUMP, whose length was never filled in",
                outcome.bytes()));
  }

  private static HugeInput begin() throws IOException {
    return new HugeInput().part(to -> to.header(new HprofHeader(2, 8, 0)));
  }
}
