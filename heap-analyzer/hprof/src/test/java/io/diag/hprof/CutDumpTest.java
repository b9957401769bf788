package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CutDumpTest {
  static Stream<byte[]> dumps() throws IOException {
    return Stream.of(
        EveryRecord.dump(HeapShape.NARROW),
        SampleDump.of(HeapShape.COMPRESSED).segmentBytes(500).build(),
        SampleDump.of(HeapShape.NARROW).inOneDump().build());
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void cutAnywhereItTellsWhereAndKeepsWhatCameBefore(byte[] dump) throws IOException {
    RecordLog whole = new RecordLog();
    HprofReader.read(new ByteArrayInputStream(dump), whole);
    for (int length = 0; length < dump.length; length++) {
      RecordLog log = new RecordLog();
      ReadOutcome outcome = HprofReader.read(new ByteArrayInputStream(dump, 0, length), log);
      Truncation truncation = outcome.truncation().orElseThrow();
      assertThat(truncation.offset()).isEqualTo(length);
      assertThat(outcome.bytes()).isEqualTo(length);
      assertThat(truncation.toString())
          .startsWith(String.format("truncated at 0x%X in %s", length, truncation.record()));
      assertThat(log.lines()).isEqualTo(whole.lines().subList(0, log.lines().size()));
    }
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void compressedAndCutAnywhereItIsReadAsFarAsItGoes(byte[] dump) throws IOException {
    byte[] gzip = gzip(dump);
    RecordLog whole = new RecordLog();
    HprofReader.read(new ByteArrayInputStream(gzip), whole);
    List<String> last = List.of();
    for (int length = 2; length < gzip.length - 8; length++) {
      RecordLog log = new RecordLog();
      ReadOutcome outcome = HprofReader.read(new ByteArrayInputStream(gzip, 0, length), log);
      assertThat(log.lines()).isEqualTo(whole.lines().subList(0, log.lines().size()));
      assertThat(log.lines()).hasSizeGreaterThanOrEqualTo(last.size());
      assertThat(outcome.bytes()).isLessThanOrEqualTo(dump.length);
      last = log.lines();
    }
    assertThat(last.size()).isGreaterThan(whole.lines().size() / 2);
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void redactedAndCutAnywhereItIsAsLongAsItsInput(byte[] dump) throws IOException {
    Redactor redactor = new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, List.of("main"));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    redactor.redact(new ByteArrayInputStream(dump), whole);
    assertThat(whole.size()).isEqualTo(dump.length);
    for (int length = 0; length < dump.length; length++) {
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      RedactionOutcome outcome = redactor.redact(new ByteArrayInputStream(dump, 0, length), part);
      assertThat(outcome.read().truncation()).isPresent();
      assertThat(part.size()).isLessThanOrEqualTo(length);
      ReadOutcome again =
          HprofReader.read(new ByteArrayInputStream(part.toByteArray()), new HprofVisitor() {});
      assertThat(again.truncation()).isPresent();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(Arrays.copyOf(plain, plain.length));
    }
    return out.toByteArray();
  }
}
