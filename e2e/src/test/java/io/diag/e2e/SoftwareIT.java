package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Jdks.Way;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.SaidOfAgents;
import io.diag.e2e.harness.Software;
import io.diag.e2e.harness.ThreadNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Software that others wrote does its work under the agent as it does alone, with all that can be
 * recorded being recorded; the two run side by side. With {@code -Ddiag.all} for minutes, each JDK
 * and way.
 */
class SoftwareIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address();
  private static final Pattern TOLD = Pattern.compile("done (\\d+) failed (\\d+) late (-?\\d+) ms");

  /**
   * Work is due by the clock. Once compiled all of it is done when it is due; a program that could
   * not keep up would be later and later, and never on time again.
   */
  private static final int ON_TIME_MILLIS = 250;

  /** What a machine does not have, or options have to ask for. */
  private static final Set<String> MAY_BE_OFF =
      Set.of("oom-dump", "cgroup", "cgroup-cpu", "pressure");

  private static final int WORK_SECONDS = Boolean.getBoolean("diag.all") ? 120 : 15;

  static Stream<Arguments> choice() {
    if (Boolean.getBoolean("diag.all")) {
      return Arrays.stream(Software.values())
          .flatMap(each -> Jdks.everyRunAndWay().map(pair -> with(each, pair.get())));
    }
    return Stream.of(
        Arguments.of(Software.TOMCAT, 17, Way.STATIC),
        Arguments.of(Software.KAFKA, 17, Way.ATTACHED),
        Arguments.of(Software.ZOOKEEPER, 25, Way.ATTACHED),
        Arguments.of(Software.ARTEMIS, 25, Way.STATIC));
  }

  private static Arguments with(Software software, Object[] jdkAndWay) {
    return Arguments.of(software, jdkAndWay[0], jdkAndWay[1]);
  }

  @ParameterizedTest(name = "{0}, JDK {1}, {2}")
  @MethodSource("choice")
  void itWorksAsItDoesAlone(Software software, int feature, Way way) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> agent =
        way == Way.STATIC ? List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS) : List.of();
    try (Forked alone = start(software, jdk, List.of());
        Forked observed = start(software, jdk, agent)) {
      alone.awaitLine("ready");
      observed.awaitLine("ready");
      if (way == Way.ATTACHED) {
        assertThat(Cli.diag("attach", observed.pid(), OPTIONS).err()).isEmpty();
      }
      String id = api().awaitJvm(observed.pid(), "live").get("id").asText();
      awaitEveryFeature(id);
      awaitOnTime(observed);
      long before = done(observed);
      long end = System.nanoTime() + WORK_SECONDS * 1_000_000_000L;
      for (String event : List.of("wall", "live", "nativemem")) {
        command(id, "profile", "{\"event\":\"" + event + "\",\"seconds\":3}");
      }
      command(id, "class-histogram", "{}");
      itsOwnObjectsAreInTheDump(software, id);
      eventually("its time is over", PATIENCE.multipliedBy(3), System::nanoTime, now -> now > end);
      awaitOnTime(observed);
      assertThat(done(observed) - before)
          .as("pieces of work, of which all that were due are done")
          .isGreaterThan(software.perSecond() * WORK_SECONDS * 9 / 10);
      itsOwnMethodsAreInTheProfile(software, id);
      assertThat(Cli.diag("detach", observed.pid()).err()).isEmpty();
      eventually(
          "no thread of the agent is left",
          PATIENCE,
          () -> ThreadNames.of(observed.pid()),
          names -> names.stream().noneMatch(name -> name.startsWith("diag-")));
      awaitOnTime(observed);
      done(observed);
      endsAsItDoesAlone(alone, observed);
    }
  }

  private static Forked start(Software software, Jdk jdk, List<String> agent) {
    return Forked.listening(software.command(jdk, RunFolder.folder("software"), agent), Map.of());
  }

  private static void awaitEveryFeature(String id) {
    String features =
        eventually(
            "every feature has begun",
            PATIENCE,
            () -> api().json("/api/v1/jvms/" + id).get("features").toString(),
            all -> all.contains("lock-profile") && !all.contains("not started yet"));
    assertThat(features).contains("cpu-profile");
    for (JsonNode feature : api().json("/api/v1/jvms/" + id).get("features")) {
      if (!MAY_BE_OFF.contains(feature.get("name").asText())) {
        assertThat(feature.get("state").asText()).as(feature.toString()).isEqualTo("on");
      }
    }
  }

  private static void awaitOnTime(Forked program) {
    eventually(
        "it does its work when it is due",
        PATIENCE,
        () -> Long.parseLong(told(program).group(3)),
        lateMillis -> lateMillis < ON_TIME_MILLIS);
  }

  /** Nothing that was tried may have failed. */
  private static long done(Forked program) {
    Matcher told = told(program);
    assertThat(told.group(2)).as(program.err()).isEqualTo("0");
    return Long.parseLong(told.group(1));
  }

  private static Matcher told(Forked program) {
    int before = answers(program).size();
    program.say("");
    List<String> answers =
        eventually(
            "it tells what it has done",
            PATIENCE,
            () -> answers(program),
            lines -> lines.size() > before);
    Matcher matcher = TOLD.matcher(answers.get(before));
    assertThat(matcher.matches()).as(answers.get(before)).isTrue();
    return matcher;
  }

  private static List<String> answers(Forked program) {
    return program.out().lines().filter(line -> line.startsWith("done ")).toList();
  }

  private static JsonNode command(String id, String kind, String arguments) {
    String body = "{\"kind\":\"" + kind + "\",\"arguments\":" + arguments + "}";
    String command = api().post("/api/v1/jvms/" + id + "/commands", body).get("id").asText();
    return eventually(
        kind + " " + arguments,
        PATIENCE,
        () -> api().json("/api/v1/commands/" + command),
        one -> one.get("state").asText().equals("done"));
  }

  /** A dump that the agent has a process beside write, redact and send. */
  private static void itsOwnObjectsAreInTheDump(Software software, String id) {
    String dump = command(id, "heap-dump", "{}").get("result").get("heapDump").asText();
    eventually(
        "the dump is analysed",
        PATIENCE,
        () -> api().json("/api/v1/heap-dumps/" + dump),
        one -> one.get("state").asText().equals("done"));
    JsonNode summary = api().json("/api/v1/heap-dumps/" + dump + "/summary");
    assertThat(summary.get("partial").asBoolean()).isFalse();
    assertThat(summary.get("objects").asLong()).isGreaterThan(50_000);
    List<String> classes =
        api()
            .json("/api/v1/heap-dumps/" + dump + "/histogram?limit=1000")
            .get("histogram")
            .findValuesAsText("class");
    assertThat(classes).anyMatch(software::isOwn);
  }

  /** Of the CPU time in Java code a good part must be under methods of the software. */
  private static void itsOwnMethodsAreInTheProfile(Software software, String id) {
    Collapsed profile =
        eventually("a CPU profile", PATIENCE, () -> api().profile(id), cpu -> cpu.total() > 0);
    long own = 0;
    long java = 0;
    for (Map.Entry<String, Long> stack : profile.stacks().entrySet()) {
      List<String> frames = List.of(stack.getKey().split(";"));
      java += frames.stream().anyMatch(frame -> frame.startsWith("java.")) ? stack.getValue() : 0;
      own += frames.stream().anyMatch(software::isOwn) ? stack.getValue() : 0;
    }
    assertThat((double) own / java).as("%d of %d", own, java).isGreaterThan(0.3);
  }

  private static void endsAsItDoesAlone(Forked alone, Forked observed) {
    alone.endInput();
    observed.endInput();
    assertThat(alone.awaitExit(PATIENCE)).as(alone.err()).isZero();
    assertThat(observed.awaitExit(PATIENCE)).as(observed.err()).isZero();
    assertThat(warnings(alone)).as("what it says alone").containsAll(warnings(observed));
  }

  /** Its lines on stderr, whatever numbers are in them, without those about agents. */
  private static Set<String> warnings(Forked program) {
    List<String> lines = new ArrayList<>(program.err().lines().toList());
    lines.removeIf(line -> SaidOfAgents.DOCUMENTED.matcher(line.strip()).matches());
    return lines.stream()
        .map(line -> line.replaceAll("[0-9a-f]*\\d[0-9a-f]*", "#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Api api() {
    return COLLECTOR.api();
  }
}
