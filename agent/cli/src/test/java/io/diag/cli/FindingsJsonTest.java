package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.WaitingThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The doctor tells a finding in the shape in which a collector does. */
class FindingsJsonTest {
  /** The collector's test compares the same file. */
  private static final Path EXAMPLE = Path.of("../../docs/finding-example.json");

  @Test
  void everyKindOfEvidenceHasTheShapeThatTheCollectorGivesIt() throws IOException {
    Claim claim =
        new Claim(
            Severity.NOTICE,
            Confidence.POSSIBLE,
            "Something may be.",
            List.of(
                new SeriesEvidence("a", "jvm.gc.duration", Map.of("b", "c"), "s", 5, 6),
                new FigureEvidence("share", 0.25, "1"),
                new TextEvidence("words", "say"),
                new StackEvidence(
                    "stack", new GrowthStack("threadstart", "A.b", 0.5, List.of("A.b"), 7, 8)),
                new HoldersEvidence(
                    "most",
                    new MemoryHolders(List.of("{mapping}", "By"), Map.of("/d", List.of(1L, 2L)))),
                new ThreadsEvidence(
                    "two", List.of(new WaitingThread("x", "l", "y", List.of("f"))))),
            List.of(Action.of("Look."), Action.of("Look there.", "/docs")));
    Finding finding = new Finding("f-1", "any", "", 1, 2, null, claim);
    ObjectMapper json = new ObjectMapper();
    String told = FindingsJson.of("11111111-2222-3333-4444-555555555555", List.of(finding));
    assertThat(json.readTree(told)).isEqualTo(json.readTree(Files.readString(EXAMPLE)));
  }
}
