package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Maps;
import io.diag.e2e.harness.Mounts;
import io.diag.e2e.harness.Receiver;
import io.diag.e2e.subject.Looker;
import io.diag.e2e.subject.Oracle;
import io.diag.e2e.subject.Recorded;
import io.diag.wire.ItemKind;
import io.diag.wire.ProfileSpan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the native profiler cannot be loaded, and where nothing can be. */
class ProfilerFallbackIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Object[] EVERYWHERE = {"/tmp", "/var/tmp", "/dev/shm"};

  @TempDir Path folder;

  /** JFR takes a sample of a running thread every 20 ms of wall clock time. */
  @Test
  void whereNothingMayBeExecutedFromAnyFolderJfrSamplesInstead() throws IOException {
    Jdk jdk = Jdks.orSkip(17);
    try (Receiver receiver = Receiver.start();
        Forked jvm =
            Mounts.orSkip()
                .noexec(EVERYWHERE)
                .target(jdk, List.of(agent(receiver)), Oracle.class)) {
      jvm.awaitLine("ready");
      List<Receiver.Received> items =
          eventually(
              "two chunks",
              PATIENCE,
              () -> receiver.items(ItemKind.PROFILE),
              chunks -> chunks.size() >= 2);
      ProfileSpan.Event cpu = ProfileSpan.read(items.get(0).header()).event("cpu");
      assertThat(cpu.interval()).isEqualTo(20_000_000);
      long a = 0;
      long b = 0;
      for (Receiver.Received item : items) {
        for (RecordedEvent event : events(item)) {
          String stack = String.valueOf(event.getStackTrace());
          a += stack.contains("Oracle.a(") ? 1 : 0;
          b += stack.contains("Oracle.b(") ? 1 : 0;
        }
      }
      assertThat(100.0 * a / (a + b)).isCloseTo(75, within(8.0));
      assertThat(Cli.diag("status", jvm.pid()).out())
          .containsPattern(
              "cpu-profile    on: by JFR, since the native profiler cannot be loaded; ")
          .contains("alloc-profile  on: by JFR")
          .contains("memory-pools   on");
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      assertThat(jvm.isAlive()).isTrue();
    }
  }

  @Test
  void aRecordingWithoutACollectorIsTakenByJfrAsWellAndSaysSo() throws IOException {
    Jdk jdk = Jdks.orSkip(17);
    Mounts mounts = Mounts.orSkip().noexec(EVERYWHERE);
    try (Forked oracle = mounts.target(jdk, List.of(), Oracle.class);
        Forked recorded = mounts.target(jdk, List.of("-Xmx128m"), Recorded.class)) {
      oracle.awaitLine("ready");
      recorded.awaitLine("ready");
      Collapsed cpu = record(oracle, "cpu", 12);
      double a = cpu.under("io.diag.e2e.subject.Oracle.a");
      double both = a + cpu.under("io.diag.e2e.subject.Oracle.b");
      assertThat(100 * a / both).isCloseTo(75, within(8.0));
      assertThat(both).as("nanoseconds, over more than one chunk").isBetween(2e9, 13e9);

      String name = Recorded.class.getName();
      double bytes = 6.0 * Recorded.ALLOCATED_BYTES_A_SECOND;
      assertThat((double) record(recorded, "alloc", 6).under(name + "$Brick[]"))
          .isCloseTo(bytes, within(bytes / 4));
      double waited = 6e9 * Recorded.WAITING_SHARE;
      assertThat((double) record(recorded, "lock", 6).under(name + "$Gate"))
          .isCloseTo(waited, within(waited / 4));

      for (String event : List.of("wall", "nativemem")) {
        Path out = folder.resolve(event + ".collapsed");
        Cli.Result refused =
            Cli.diag("record", oracle.pid(), "--seconds", 2, "--event", event, "--out", out);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err().lines())
            .singleElement()
            .asString()
            .startsWith("diag: nothing can be recorded: the native profiler cannot be loaded; ")
            .endsWith("; JFR does not offer " + event);
        assertThat(out).doesNotExist();
      }
      assertThat(oracle.isAlive() && recorded.isAlive()).isTrue();
      assertThat(oracle.err()).isEmpty();
    }
  }

  private Collapsed record(Forked jvm, String event, int seconds) throws IOException {
    Path out = folder.resolve(event + ".collapsed");
    Cli.Result result =
        Cli.diag("record", jvm.pid(), "--seconds", seconds, "--event", event, "--out", out);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("diag: recorded by JFR, since the native profiler cannot be loaded; ");
    return Collapsed.parse(Files.readString(out));
  }

  @Test
  void anApplicationThatUsesJfrItselfKeepsItForItself() {
    Jdk jdk = Jdks.orSkip(17);
    List<String> options =
        List.of(agent(COLLECTOR.address()), "-XX:StartFlightRecording=name=mine");
    try (Forked jvm = Mounts.orSkip().noexec(EVERYWHERE).target(jdk, options, Oracle.class)) {
      jvm.awaitLine("ready");
      assertThat(awaitStatus(jvm, "cpu-profile    off"))
          .contains("; the application uses JFR itself (StartFlightRecording)")
          .contains("memory-pools   on");
    }
  }

  @Test
  void onADiskThatIsFullJfrIsNotEvenBegunAndTheApplicationEndsAsItWould() throws IOException {
    Jdk jdk = Jdks.orSkip(17);
    Path tmp = Files.createDirectory(folder.resolve("small"));
    List<String> options = List.of("-Djava.io.tmpdir=" + tmp, agent(COLLECTOR.address()));
    try (Forked jvm =
        Mounts.orSkip()
            .noexec(EVERYWHERE)
            .disk(tmp, 8)
            .target(jdk, options, Recorded.class, "12000")) {
      jvm.awaitLine("ready");
      assertThat(awaitStatus(jvm, "cpu-profile    failed"))
          .contains("the native profiler cannot be loaded")
          .contains("JFR needs 64 MB of free space in " + tmp)
          .contains("rss            on");
      assertEndsAsEver(jvm);
    }
  }

  @Test
  void onADiskThatFillsUpMeanwhileJfrIsLeftAloneAndTheApplicationEndsAsItWould()
      throws IOException {
    Jdk jdk = Jdks.orSkip(17);
    Path tmp = Files.createDirectory(folder.resolve("filling"));
    List<String> options = List.of("-Djava.io.tmpdir=" + tmp, agent(COLLECTOR.address()));
    try (Forked jvm =
        Mounts.orSkip()
            .noexec(EVERYWHERE)
            .disk(tmp, 80)
            .target(jdk, options, Recorded.class, "30000")) {
      jvm.awaitLine("ready");
      awaitStatus(jvm, "cpu-profile    on: by JFR");
      Path filler = Path.of("/proc/" + jvm.pid() + "/root" + tmp + "/filler");
      try {
        Files.write(filler, new byte[90 << 20]);
      } catch (IOException full) {
        assertThat(filler.toFile().length()).isGreaterThan(60 << 20);
      }
      assertThat(awaitStatus(jvm, "cpu-profile    failed")).contains("JFR needs 64 MB");
      assertEndsAsEver(jvm);
    }
  }

  static Stream<Integer> jdksThatCanMakeAFileInMemory() {
    return Jdks.everyRun().filter(feature -> feature >= 22);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("jdksThatCanMakeAFileInMemory")
  void fromJdk22OnTheNativeProfilerIsLoadedFromMemoryWhereNoFolderAllowsIt(int feature)
      throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options = List.of(agent(COLLECTOR.address()));
    try (Forked jvm = Mounts.orSkip().noexec(EVERYWHERE).target(jdk, options, Oracle.class)) {
      jvm.awaitLine("ready");
      assertThat(awaitStatus(jvm, "cpu-profile    on")).doesNotContain("by JFR");
      assertThat(openFiles(jvm.pid())).as("the file in memory").noneMatch(f -> f.contains("memfd"));
      assertThat(jvm.err().lines().filter(line -> line.startsWith("WARNING: ")))
          .as("no more than loading a library says anyway")
          .hasSizeLessThanOrEqualTo(4);
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      Path out = folder.resolve("memory.collapsed");
      Cli.Result recorded =
          Cli.diag("record", jvm.pid(), "--seconds", 4, "--event", "cpu", "--out", out);
      assertThat(recorded.exitCode()).as(recorded.err()).isZero();
      assertThat(Files.readString(out)).contains("Oracle.a;");
      Cli.Result refused =
          Cli.diag(
              "record", jvm.pid(), "--seconds", 2, "--event", "nativemem", "--out", out + ".jfr");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("diag: nothing can be recorded: native memory cannot be sampled where");
      assertThat(jvm.isAlive()).isTrue();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("jdksThatCanMakeAFileInMemory")
  void whereNativeAccessIsDeniedAsWellJfrSamplesInstead(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options = List.of("--illegal-native-access=deny", agent(COLLECTOR.address()));
    try (Forked jvm = Mounts.orSkip().noexec(EVERYWHERE).target(jdk, options, Oracle.class)) {
      jvm.awaitLine("ready");
      assertThat(awaitStatus(jvm, "memory-pools   on\n"))
          .containsPattern("cpu-profile    on: by JFR.*Illegal native access")
          .contains("alloc-profile  on: by JFR")
          .doesNotContain("virtual thread");
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Collapsed profile =
          eventually(
              "some samples",
              PATIENCE,
              () -> COLLECTOR.api().profile(id),
              seen -> seen.under("io.diag.e2e.subject.Oracle.b") > 20);
      double a = profile.under("io.diag.e2e.subject.Oracle.a");
      double both = a + profile.under("io.diag.e2e.subject.Oracle.b");
      assertThat(100 * a / both).isCloseTo(75, within(10.0));
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      assertThat(jvm.isAlive()).isTrue();
      assertThat(jvm.err()).as("no warning before").doesNotContain("restricted method");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("jdksThatCanMakeAFileInMemory")
  void whereNativeAccessIsDeniedAndTheDiskIsFullThereIsNoProfile(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path tmp = Files.createDirectory(folder.resolve("small-" + feature));
    List<String> options =
        List.of(
            "--illegal-native-access=deny", "-Djava.io.tmpdir=" + tmp, agent(COLLECTOR.address()));
    Mounts full = Mounts.orSkip().noexec(EVERYWHERE).disk(tmp, 8);
    try (Forked jvm = full.target(jdk, options, Recorded.class, "12000")) {
      jvm.awaitLine("ready");
      assertThat(awaitStatus(jvm, "cpu-profile    failed"))
          .contains("Illegal native access")
          .contains("JFR needs 64 MB of free space in " + tmp)
          .contains("rss            on");
      assertEndsAsEver(jvm);
    }
  }

  @Test
  void oneFolderThatAllowsItIsEnoughAndNothingIsSaidOfTheOthers() throws IOException {
    Jdk jdk = Jdks.orSkip(17);
    List<String> options = List.of("-Djava.io.tmpdir=/dev/shm", agent(COLLECTOR.address()));
    try (Forked jvm = Mounts.orSkip().noexec("/dev/shm").target(jdk, options, Oracle.class)) {
      jvm.awaitLine("ready");
      assertThat(awaitStatus(jvm, "cpu-profile    on"))
          .contains("cpu-profile    on\n")
          .contains("alloc-profile  on\n")
          .contains("lock-profile   on\n");
      assertThat(jvm.err().lines()).singleElement().asString().startsWith("diag: on as service ");
      assertThat(Maps.of(jvm.pid())).containsPattern("/tmp/diag-[0-9a-f]{16}/libasyncProfiler.so");
    }
  }

  /** As in a container: everything read-only but a small folder from which nothing may run. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void onAReadOnlyRootTheApplicationIsWhatItWasAndTheReasonIsSaid(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options = List.of(agent(COLLECTOR.address()));
    Mounts readOnly = Mounts.orSkip().noexec("/dev/shm").readOnly("/tmp", "/var/tmp");
    try (Forked jvm = readOnly.target(jdk, options, Recorded.class, "15000")) {
      jvm.awaitLine("ready");
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      String features =
          eventually(
              "the reason, at the collector: without a folder for its socket no JVM is attached to",
              PATIENCE,
              () -> COLLECTOR.api().json("/api/v1/jvms/" + id).get("features").toString(),
              seen -> !seen.contains("not started yet") && seen.contains("cpu-profile"));
      if (feature < 22) {
        assertThat(features)
            .contains("\"name\":\"cpu-profile\",\"state\":\"failed\"")
            .contains("the native profiler cannot be loaded")
            .contains("a file in memory needs JDK 22");
      } else {
        assertThat(features).contains("\"name\":\"cpu-profile\",\"state\":\"on\"");
      }
      assertThat(features).contains("\"name\":\"rss\",\"state\":\"on\"");
      assertEndsAsEver(jvm);
    }
    for (List<String> with : List.of(List.<String>of(), options)) {
      Mounts mounts = Mounts.orSkip().noexec("/dev/shm").readOnly("/tmp", "/var/tmp");
      try (Forked jvm = mounts.target(jdk, with, Looker.class, "exit")) {
        assertThat(jvm.awaitExit(PATIENCE)).isEqualTo(7);
        assertThat(jvm.out()).endsWith("looked\n");
      }
    }
  }

  private void assertEndsAsEver(Forked jvm) {
    assertThat(jvm.awaitExit(PATIENCE)).as(jvm.err()).isEqualTo(5);
    assertThat(jvm.out()).isEqualTo("ready\n");
    assertThat(jvm.err().lines().filter(line -> !line.startsWith("WARNING: ") && !line.isBlank()))
        .allMatch(line -> line.startsWith("diag: "));
  }

  private static List<String> openFiles(long pid) throws IOException {
    List<String> files = new ArrayList<>();
    for (File file : new File("/proc/" + pid + "/fd").listFiles()) {
      files.add(file.getCanonicalPath());
    }
    return files;
  }

  private static String awaitStatus(Forked jvm, String text) {
    return eventually(
        text, PATIENCE, () -> Cli.diag("status", jvm.pid()).out(), seen -> seen.contains(text));
  }

  private static String agent(Receiver receiver) {
    return agent(receiver.address());
  }

  private static String agent(String address) {
    return "-javaagent:" + Artifacts.agent() + "=collector=" + address;
  }

  private List<RecordedEvent> events(Receiver.Received item) throws IOException {
    Path file = Files.write(folder.resolve("chunk.jfr"), item.body());
    List<RecordedEvent> events = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
        events.add(event);
      }
    }
    return events;
  }
}
