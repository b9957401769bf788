package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Resident;
import io.diag.e2e.subject.Overflowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM runs out of memory, and what filled it is at the collector. */
class OomDumpIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path spool;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void ofAJvmThatGoesOnTheDumpComesAndNothingStays(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    try (Forked jvm = overflowing(jdk, "live")) {
      jvm.awaitLine("overflown");
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      JsonNode dump = awaitDump(id);
      JsonNode suspect =
          COLLECTOR
              .api()
              .json("/api/v1/heap-dumps/" + dump.get("id").asText() + "/suspects")
              .get("suspects")
              .get(0);
      assertThat(suspect.get("sentence").asText())
          .contains(
              "objects of class " + Overflowing.class.getName() + "$Sack that it alone keeps");
      eventually("nothing stays", PATIENCE, this::dumps, List::isEmpty);
      assertThat(Jcmd.run(jdk, jvm.pid(), "VM.flags"))
          .contains("+HeapDumpOnOutOfMemoryError", spool.toString());
      Resident.detach(jvm.pid());
      assertThat(Jcmd.run(jdk, jvm.pid(), "VM.flags")).doesNotContain("+HeapDumpOn");
      assertThat(spool).isEmptyDirectory();
    }
  }

  @Test
  void ofAJvmThatDiesOfItTheNextOneSendsTheDump() throws IOException {
    String id;
    try (Forked jvm = overflowing(Jdk.own(), "die")) {
      jvm.awaitExit(PATIENCE);
      assertThat(dumps()).hasSize(1);
      Path folder = dumps().get(0).getParent();
      id = folder.getFileName().toString();
      // as if a quarter of an hour had passed
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(1_000)));
    }
    try (Forked next = overflowing(Jdk.own(), "rest")) {
      COLLECTOR.api().awaitJvm(next.pid(), "live");
      awaitDump(id);
      eventually("nothing stays", PATIENCE, this::dumps, List::isEmpty);
    }
  }

  private Forked overflowing(Jdk jdk, String what) {
    String agent =
        "-javaagent:"
            + Artifacts.agent()
            + "=oom-dump=on,collector="
            + COLLECTOR.address()
            + ",spool-dir="
            + spool;
    return Forked.target(jdk, List.of(agent, "-Xmx48m"), Overflowing.class, what);
  }

  private JsonNode awaitDump(String jvm) {
    JsonNode all =
        eventually(
            "a dump of this JVM is analysed",
            PATIENCE,
            () -> COLLECTOR.api().json("/api/v1/heap-dumps").get("heapDumps"),
            seen -> done(seen, jvm).findAny().isPresent());
    return done(all, jvm).findAny().orElseThrow();
  }

  private static Stream<JsonNode> done(JsonNode all, String jvm) {
    return all.valueStream()
        .filter(dump -> dump.path("jvm").asText().equals(jvm))
        .filter(dump -> dump.get("state").asText().equals("done"));
  }

  private List<Path> dumps() {
    try (Stream<Path> all = Files.walk(spool)) {
      return all.filter(file -> file.toString().endsWith(".hprof")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
