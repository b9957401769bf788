package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.CompatibilityTable;
import io.diag.e2e.harness.CompatibilityTable.Cell;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each JDK offers the agent is what {@code docs/compatibility.md} says of it. What was seen is
 * written to {@code target/compatibility.md}, as the document has to have it.
 */
class CompatibilityIT {
  private static final Path DOCUMENT = Artifacts.repository().resolve("docs/compatibility.md");
  private static final Path WRITTEN = Artifacts.repository().resolve("e2e/target/compatibility.md");

  /** Each of them mostly waits. */
  private static final int AT_ONCE = 2;

  private static final Map<Integer, Future<Map<String, Cell>>> EXAMINED = new LinkedHashMap<>();
  private static final CompatibilityTable SEEN = new CompatibilityTable();
  private static ExecutorService examiners;

  static Stream<Integer> everyJdk() {
    return Boolean.getBoolean("diag.all") ? Stream.of(8, 11, 17, 21, 25, 27) : Stream.of(17, 25);
  }

  @BeforeAll
  static void examineEveryJdk() {
    examiners = Executors.newFixedThreadPool(AT_ONCE);
    CollectorProcess collector = CollectorProcess.shared();
    everyJdk()
        .flatMap(feature -> Jdk.find(feature).stream())
        .forEach(
            jdk ->
                EXAMINED.put(
                    jdk.feature(), examiners.submit(() -> Examination.of(jdk, collector))));
  }

  @AfterAll
  static void writeDownWhatWasSeen() throws IOException {
    examiners.shutdownNow();
    Files.writeString(WRITTEN, SEEN.asMarkdown());
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("everyJdk")
  void whatAJdkOffersIsWhatTheDocumentSays(int feature) throws Exception {
    Jdks.orSkip(feature);
    Map<String, Cell> seen = EXAMINED.get(feature).get();
    SEEN.put(feature, seen);
    assertThat(seen)
        .as("what was seen, against %s; all of it is in %s", DOCUMENT, WRITTEN)
        .isEqualTo(CompatibilityTable.read(DOCUMENT).column(feature));
  }
}
