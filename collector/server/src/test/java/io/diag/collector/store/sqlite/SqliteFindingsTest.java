package io.diag.collector.store.sqlite;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.store.JvmFinding;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFindingsTest {
  @TempDir private Path directory;
  private Registry registry;
  private GroupCommitter committer;
  private SqliteFindings findings;

  @BeforeEach
  void open() throws Exception {
    registry = new Registry(directory.resolve("jvms.db"), 10);
    committer = new GroupCommitter(() -> {});
    findings = new SqliteFindings(registry, committer);
  }

  @AfterEach
  void close() throws Exception {
    committer.close();
    registry.close();
  }

  @Test
  void oneThatIsInTheFileAsClosedBeforeMemoryHasItIsOpenInEveryAnswer() {
    JvmFinding open = finding("f-1", null);
    JvmFinding closed = finding("f-1", 9L);
    findings.put(List.of(open));
    committer.write(
        () -> registry,
        file -> {
          file.findings().put(List.of(closed));
          return true;
        });
    assertThat(findings.open()).containsExactly(open);
    assertThat(findings.closed(null, 10)).isEmpty();
    assertThat(findings.finding("f-1")).contains(open);

    registry.findings().remember(List.of(closed));
    assertThat(findings.open()).isEmpty();
    assertThat(findings.closed(JVM, 10)).hasSize(1);
    assertThat(findings.finding("f-1").orElseThrow().finding().isOpen()).isFalse();
  }

  private static JvmFinding finding(String id, Long closedAtMillis) {
    Claim claim =
        new Claim(Severity.WARNING, Confidence.LIKELY, "Something may be.", List.of(), List.of());
    return new JvmFinding(JVM, new Finding(id, "any", "", 1, 2, closedAtMillis, claim));
  }
}
