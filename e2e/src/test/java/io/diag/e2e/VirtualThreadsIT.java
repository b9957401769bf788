package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Virtual;
import io.diag.wire.VirtualThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What profiles lack of virtual threads lacks there, and is said in the same words everywhere. */
class VirtualThreadsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SUBJECT = Virtual.class.getName();

  /** The frame's name in JDK 21, and in newer ones. */
  private static final Pattern CUT = Pattern.compile("Cont thaw return barrier|cont_returnBarrier");

  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Map<Integer, Forked> JVMS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void startEveryJvm() {
    String agent = "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address();
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(jdk -> JVMS.put(feature, Forked.target(jdk, List.of(agent), Virtual.class)));
    }
    JVMS.values().forEach(jvm -> jvm.awaitLine("ready"));
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(Forked::close);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theNotesOfAProfileSayWhatItLacks(int feature) {
    String id = id(feature);
    JsonNode cpu =
        eventually(
            "samples of the computing thread",
            PATIENCE,
            () -> profile(id, "cpu"),
            seen -> seen.get("frames").toString().contains(SUBJECT + ".inner"));
    assertThat(CUT.matcher(cpu.get("frames").toString()).find())
        .as("stacks are cut")
        .isEqualTo(areOffered(feature));
    assertThat(cpu.get("frames").toString().contains(SUBJECT + ".outer"))
        .as("the outer call is seen")
        .isEqualTo(!areOffered(feature));
    assertThat(notes(cpu).contains(sentence(VirtualThreads.STACKS))).isEqualTo(areOffered(feature));
    assertThat(notes(profile(id, "lock")).contains(sentence(VirtualThreads.WAITS)))
        .isEqualTo(areOffered(feature));
    assertThat(notes(profile(id, "alloc"))).doesNotContain("virtual");
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theirCarriersAreAPoolOfWorkers(int feature) {
    String id = id(feature);
    if (!areOffered(feature)) {
      eventually(
          "readings",
          PATIENCE,
          () -> COLLECTOR.api().series(id, "jvm.thread.count"),
          seen -> !seen.isEmpty());
      assertThat(carriers(id, "diag.workers.max")).isNull();
      return;
    }
    eventually(
        "the one that computes keeps a carrier busy",
        PATIENCE,
        () -> carriers(id, "diag.workers.busy"),
        busy -> busy != null && busy >= 1);
    assertThat(carriers(id, "diag.workers.max"))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void statusSaysItOfEachProfileThatLacksSomething(int feature) {
    long pid = pid(feature);
    String status =
        eventually(
            "the profiles are on",
            PATIENCE,
            () -> Cli.diag("status", pid).out(),
            seen -> seen.contains("lock-profile   on"));
    if (areOffered(feature)) {
      assertThat(status)
          .contains("cpu-profile    on: " + VirtualThreads.STACKS + "\n")
          .contains("alloc-profile  on\n")
          .contains("lock-profile   on: " + VirtualThreads.WAITS);
    } else {
      assertThat(status).doesNotContain("virtual");
    }
  }

  /** On 17 the same threads are seen to wait. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aRecordingSaysItInOneLine(int feature) throws IOException {
    Path out = folder.resolve("lock.collapsed");
    Cli.Result result =
        Cli.diag("record", pid(feature), "--seconds", 2, "--event", "lock", "--out", out);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .isEqualTo(areOffered(feature) ? "diag: " + VirtualThreads.WAITS + "\n" : "");
    assertThat(Collapsed.parse(Files.readString(out)).under(SUBJECT + ".waits") == 0)
        .as("no wait was seen")
        .isEqualTo(areOffered(feature));
  }

  @Test
  void theDocsSayItInTheSameWords() throws IOException {
    for (String page : List.of("docs/troubleshooting.md", "docs/record.md")) {
      assertThat(Files.readString(Artifacts.repository().resolve(page)))
          .contains("`" + VirtualThreads.STACKS + "`")
          .contains("`" + VirtualThreads.WAITS + "`");
    }
    assertThat(Files.readString(Artifacts.repository().resolve("ui/test/fixtures/profiles.mjs")))
        .contains(sentence(VirtualThreads.STACKS));
  }

  private static boolean areOffered(int feature) {
    return feature >= 21;
  }

  /** What was read last of the carriers of virtual threads, or null. */
  private static Double carriers(String id, String name) {
    for (JsonNode series : COLLECTOR.api().series(id, name)) {
      if (series.at("/labels/diag.workers").asText().equals("carriers of virtual threads")) {
        JsonNode last = series.get("points").get(series.get("points").size() - 1);
        return last.get(last.size() - 1).asDouble();
      }
    }
    return null;
  }

  private static JsonNode profile(String id, String event) {
    return COLLECTOR.api().json("/api/v1/jvms/" + id + "/profile?event=" + event);
  }

  private static String notes(JsonNode profile) {
    return profile.get("notes").toString();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private static String id(int feature) {
    return COLLECTOR.api().awaitJvm(pid(feature), "live").get("id").asText();
  }

  private static long pid(int feature) {
    Jdks.orSkip(feature);
    return JVMS.get(feature).pid();
  }
}
