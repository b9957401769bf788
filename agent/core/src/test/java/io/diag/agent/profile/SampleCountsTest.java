package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleCountsTest {
  @Test
  void whatTheProfilerPrintsIsRead() {
    SampleCounts counts =
        SampleCounts.parse(
            """
            mem_calltracestorage_kb 10244
            mem_classmap_kb 4
            samples_total 12588
            samples_skipped_total 12493
            calltracestorage_overflows_total 0
            stackwalk_ns_total 151392
            stackwalk_ns_avg 1155
            """);
    assertThat(counts.taken()).isEqualTo(95);
    assertThat(counts.skipped()).isEqualTo(12_493);
    assertThat(counts.cpuNanos()).isEqualTo(151_392 + 95 * 6_000);
    assertThat(counts.memoryBytes()).isEqualTo(10_248L << 10);
  }

  /** As on a machine where threads wait for a CPU in the midst of it. */
  @Test
  void walksThatTookVeryLongByTheClockDidNotAllRun() {
    SampleCounts counts = SampleCounts.parse("samples_total 10\nstackwalk_ns_total 12000000");
    assertThat(counts.cpuNanos()).isEqualTo(10 * (50_000 + 6_000));
  }

  @Test
  void aProfilerThatPrintsSomethingElseCountsNothing() {
    SampleCounts counts = SampleCounts.parse("samples_total many\n\nhello");
    assertThat(counts.taken()).isZero();
    assertThat(counts.skipped()).isZero();
  }
}
