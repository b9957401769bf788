package io.diag.collector.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.store.JvmFinding;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFindingsTest {
  private static final long QUARTER = Duration.ofMinutes(15).toMillis();

  /** A minute after a quarter has begun. */
  private static final long NOW = 2_000_000 * QUARTER + 60_000;

  @Test
  void aFindingCountsInEveryQuarterOfAnHourItWasOpenIn() {
    OpenFindings lately =
        OpenFindings.of(
            List.of(finding(Severity.CRITICAL, NOW - 2 * QUARTER, null)),
            List.of(finding(Severity.WARNING, NOW - 3 * QUARTER, NOW - QUARTER)),
            NOW);
    assertThat(lately.axis().toMillis()).isEqualTo(2_000_001 * QUARTER);
    assertThat(last(lately.open(), 5)).containsExactly(0, 1, 2, 2, 1);
    assertThat(last(lately.critical(), 5)).containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  void itCoversADayAndWhatBeganBeforeCountsFromItsStart() {
    OpenFindings lately =
        OpenFindings.of(
            List.of(finding(Severity.NOTICE, NOW - 1000 * QUARTER, null)), List.of(), NOW);
    assertThat(lately.open()).hasSize(96).containsOnly(1);
    assertThat(lately.axis().toMillis() - lately.axis().fromMillis())
        .isEqualTo(Duration.ofDays(1).toMillis());
  }

  @Test
  void itBeginsWhereEveryFindingThatClosedIsKnown() {
    JvmFinding one = finding(Severity.NOTICE, NOW - 20 * QUARTER, NOW - 10 * QUARTER);
    OpenFindings lately =
        OpenFindings.of(List.of(), Collections.nCopies(OpenFindings.MAX_CLOSED, one), NOW);
    assertThat(lately.axis().fromMillis()).isGreaterThan(NOW - 10 * QUARTER);
    assertThat(lately.open()).hasSize(10).containsOnly(0);
  }

  private static List<Integer> last(List<Integer> counts, int many) {
    return counts.subList(counts.size() - many, counts.size());
  }

  private static JvmFinding finding(Severity severity, long since, Long closed) {
    Claim claim = new Claim(severity, Confidence.CERTAIN, "planted", List.of(), List.of());
    return new JvmFinding(
        "a-jvm", new Finding("id-" + since, "planted", "", since, since, closed, claim));
  }
}
