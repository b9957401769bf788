package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.CuttingProxy;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Hoarder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heap dumps on their way to the collector: on command, from the command line, over cuts. */
@Tag("waits")
class HeapShipIT {
  private static final String SECRET = "correct-horse-battery-staple";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aDumpOnCommandArrivesWithoutItsDataAndIsAnalysed(int feature) throws IOException {
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm = hoarder(Jdks.orSkip(feature), collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String command = add(api, id, "{\"kind\":\"heap-dump\"}");
      JsonNode done = await(api, command, "done");
      assertThat(done.get("message").asText()).contains("redacted", "it answered after");
      String dump = done.get("result").get("heapDump").asText();
      assertThat(analysed(api, dump).get("jvm").asText()).isEqualTo(id);
      JsonNode kept =
          api.json("/api/v1/heap-dumps/" + dump + "/histogram?filter=Hoarder$Kept")
              .get("histogram")
              .get(0);
      assertThat(kept.get("count").asInt()).isEqualTo(Hoarder.KEPT);
      Path file = collector.data().resolve("heap").resolve(dump).resolve("dump");
      assertThat(contains(file, SECRET)).isFalse();
      assertThat(contains(file, "io/diag/e2e/subject/Hoarder")).isTrue();
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void aCommandThatIsCancelledLeavesNothing() throws IOException {
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm = hoarder(Jdk.own(), collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String command = add(api, id, "{\"kind\":\"heap-dump\",\"arguments\":{\"live\":false}}");
      await(api, command, "running");
      api.post("/api/v1/commands/" + command + "/cancel", "");
      JsonNode ended =
          eventually(
              "it ended",
              PATIENCE,
              () -> api.json("/api/v1/commands/" + command),
              answer -> !List.of("waiting", "running").contains(answer.get("state").asText()));
      assertThat(ended.get("state").asText()).isIn("cancelled", "done");
      eventually("nothing is left", PATIENCE, this::left, List::isEmpty);
      if (ended.get("state").asText().equals("cancelled")) {
        try (Stream<Path> begun = Files.list(collector.data().resolve("heap-uploads"))) {
          assertThat(begun).isEmpty();
        }
      }
    }
  }

  @Test
  void theCommandLineSendsADumpAndAFileThatIsThere() throws IOException {
    CollectorProcess collector = CollectorProcess.shared();
    Api api = collector.api();
    Path file = folder.resolve("hoard.hprof");
    try (Forked jvm = Forked.target(Jdk.own(), List.of(), Hoarder.class)) {
      jvm.awaitLine("ready");
      Cli.Result sent = Cli.diag("heap", jvm.pid(), "--ship", "collector=" + collector.address());
      assertThat(sent.exitCode()).as(sent.err()).isZero();
      assertThat(analysed(api, id(sent)).get("state").asText()).isEqualTo("done");
      assertThat(Cli.diag("heap", jvm.pid(), "--out", file).exitCode()).isZero();
    }
    try (CuttingProxy proxy = CuttingProxy.to(collector.port(), 700_000)) {
      Cli.Result sent = Cli.diag("ship", file, "collector=" + proxy.address());
      assertThat(sent.exitCode()).as(sent.err()).isZero();
      String dump = id(sent);
      Path there = collector.data().resolve("heap").resolve(dump).resolve("dump");
      assertThat(Files.mismatch(there, file)).isEqualTo(-1);
      assertThat(proxy.cuts()).isGreaterThan(3);
      analysed(api, dump);
    }
    Cli.Result none = Cli.diag("ship", folder.resolve("none"));
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is no file");
    Path text = Files.writeString(folder.resolve("text"), "no dump at all, but some text");
    Cli.Result refused = Cli.diag("ship", text, "collector=" + collector.address());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("The body begins neither as an HPROF file");
  }

  private Forked hoarder(Jdk jdk, CollectorProcess collector) {
    Forked jvm =
        Forked.target(
            jdk,
            List.of(
                "-javaagent:" + Artifacts.agent() + "=collector=" + collector.address(),
                "-Dplanted=" + SECRET,
                "-Xmx128m"),
            Hoarder.class);
    jvm.awaitLine("ready");
    return jvm;
  }

  /** Dumps that are still in a temporary folder. */
  private List<String> left() {
    List<String> left = new ArrayList<>();
    for (Path tmp : List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp"))) {
      try (Stream<Path> files = Files.list(tmp)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("\\.?heap-\\d+-.*\\.hprof.*|diag-heap-.*"))
            .forEach(left::add);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return left;
  }

  private static String id(Cli.Result sent) {
    Matcher id = Pattern.compile("as heap dump (\\S+)").matcher(sent.out());
    assertThat(id.find()).as(sent.out()).isTrue();
    return id.group(1);
  }

  private static boolean contains(Path gzip, String text) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text);
    }
  }

  private static JsonNode analysed(Api api, String dump) {
    return eventually(
        "the dump is analysed",
        PATIENCE,
        () -> api.json("/api/v1/heap-dumps/" + dump),
        answer -> answer.get("state").asText().equals("done"));
  }

  private static String add(Api api, String id, String body) {
    return api.post("/api/v1/jvms/" + id + "/commands", body).get("id").asText();
  }

  private static JsonNode await(Api api, String command, String state) {
    return eventually(
        "the command is " + state,
        PATIENCE,
        () -> api.json("/api/v1/commands/" + command),
        answer -> answer.get("state").asText().equals(state));
  }
}
