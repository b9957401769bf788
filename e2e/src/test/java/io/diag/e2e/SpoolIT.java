package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Resident;
import io.diag.e2e.harness.SideBySide;
import io.diag.e2e.subject.Idle;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the collector did not take waits on disk, through the end of the JVM that wrote it. */
@Tag("waits")
class SpoolIT {
  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void whatAKilledJvmLeftIsSentByTheNextOneOfTwoThatStart(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    try (CollectorProcess collector = CollectorProcess.start()) {
      Api api = collector.api();
      String id;
      long killed;
      try (Forked jvm = idle(jdk, collector)) {
        id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
        collector.kill();
        long down = System.currentTimeMillis();
        awaitSegments();
        eventually(
            "three readings are due without a collector",
            Duration.ofSeconds(30),
            System::currentTimeMillis,
            now -> now > down + 17_000);
        killed = System.currentTimeMillis();
      }
      long dead = System.currentTimeMillis();
      assertThat(spools()).as("left behind").containsExactly("diag-spool-" + id);
      try (Forked next = idle(jdk, collector);
          Forked another = idle(jdk, collector)) {
        eventually(
            "two more wait on disk", Duration.ofSeconds(30), this::spools, all -> all.size() == 3);
        collector.restart();
        List<Long> times =
            eventually(
                "the readings of the dead JVM",
                Duration.ofSeconds(60),
                () -> api.times(id, "diag.process.rss"),
                seen -> seen.get(seen.size() - 1) > killed - 11_000);
        assertThat(api.json("/api/v1/jvms/" + id).get("lastSeenAt").asLong())
            .as("of a JVM that is dead")
            .isLessThanOrEqualTo(dead);
        assertThat(times).doesNotHaveDuplicates();
        for (int i = 1; i < times.size(); i++) {
          assertThat(times.get(i) - times.get(i - 1)).as("%s", times).isBetween(4_000L, 7_000L);
        }
        eventually("no folder is left", Duration.ofSeconds(60), this::spools, List::isEmpty);
        api.awaitJvm(next.pid(), "live");
        api.awaitJvm(another.pid(), "live");
      }
    }
  }

  @Test
  void anAgentDetachedWithoutItsCollectorLeavesAFolderAndTheNextOneRemovesIt() {
    try (CollectorProcess collector = CollectorProcess.start();
        Forked jvm = idle(Jdk.own(), collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      collector.kill();
      awaitSegments();
      assertThat(Cli.diag("status", jvm.pid()).out())
          .contains("spool          on disk, up to 64 MB, 1 used in " + folder);
      Resident.detach(jvm.pid());
      eventually(
          "the agent's class loader is collected, files and lock with it",
          Duration.ofSeconds(20),
          () -> Jcmd.instances(Jdk.own(), jvm.pid(), "io.diag.launch.AgentClassLoader"),
          count -> count == 0);
      assertThat(spools()).containsExactly("diag-spool-" + id);
      collector.restart();
      Resident.attach(jvm.pid(), options(collector));
      eventually("it is sent and gone", Duration.ofSeconds(30), this::spools, List::isEmpty);
      eventually(
          "readings of both sessions",
          Duration.ofSeconds(30),
          () -> api.times(id, "diag.process.rss").size(),
          count -> count >= 4);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aDiskThatIsFullIsSaidAndTheApplicationGoesOn(int feature) throws Exception {
    Jdk jdk = Jdks.orSkip(feature);
    mount(folder);
    try (CollectorProcess collector = CollectorProcess.start();
        SideBySide both =
            SideBySide.start(
                jdk,
                List.of("-javaagent:" + Artifacts.agent() + "=" + options(collector)),
                List.of(),
                "Worker")) {
      both.awaitLine("ready");
      long pid = both.observed().pid();
      String id = collector.api().awaitJvm(pid, "live").get("id").asText();
      eventually(
          "a reading of the time before",
          Duration.ofSeconds(30),
          () -> collector.api().times(id, "diag.process.rss"),
          seen -> !seen.isEmpty());
      collector.kill();
      long down = System.currentTimeMillis();
      eventually(
          "the full disk is said",
          Duration.ofSeconds(60),
          () -> Cli.diag("status", pid).out(),
          status -> status.contains("since the disk cannot be used"));
      collector.restart();
      long back = System.currentTimeMillis();
      List<Long> times =
          eventually(
              "readings of the time after",
              Duration.ofSeconds(60),
              () -> collector.api().times(id, "diag.process.rss"),
              seen -> seen.get(seen.size() - 1) > back);
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1)).as("%s", times).isBetween(4_000L, 7_000L);
      }
      assertThat(times.get(0)).isLessThan(down);
      both.sayAndAssertSame("x", 5);
    } finally {
      run("umount", folder.toString());
    }
  }

  @Test
  void whereNoFolderTakesASpoolStatusSaysSo() {
    try (CollectorProcess collector = CollectorProcess.start();
        Forked jvm =
            Forked.target(
                Jdk.own(),
                List.of(
                    "-javaagent:"
                        + Artifacts.agent()
                        + "=spool-dir=/proc,collector="
                        + collector.address()),
                Idle.class)) {
      collector.api().awaitJvm(jvm.pid(), "live");
      collector.kill();
      eventually(
          "it is said",
          Duration.ofSeconds(30),
          () -> Cli.diag("status", jvm.pid()).out(),
          status ->
              status.contains("in memory, up to 16 MB, since the disk cannot be used: /proc"));
    }
  }

  private void awaitSegments() {
    eventually(
        "a segment is written",
        Duration.ofSeconds(30),
        () -> new File(folder.toFile(), spools().get(0)).list(),
        files -> List.of(files).stream().anyMatch(name -> name.endsWith(".segment")));
  }

  private List<String> spools() {
    return List.of(folder.toFile().list((in, name) -> name.startsWith("diag-spool-")));
  }

  /** Three pages: the folder's hello and lock, and little more. */
  private static void mount(Path folder) throws IOException, InterruptedException {
    int exit = run("mount", "-t", "tmpfs", "-o", "size=12k", "diag-test", folder.toString());
    Assumptions.assumeTrue(exit == 0, "this user may not mount");
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private String options(CollectorProcess collector) {
    return "spool-dir=" + folder + ",collector=" + collector.address();
  }

  private Forked idle(Jdk jdk, CollectorProcess collector) {
    Forked jvm =
        Forked.target(
            jdk, List.of("-javaagent:" + Artifacts.agent() + "=" + options(collector)), Idle.class);
    jvm.awaitLine("ready");
    return jvm;
  }
}
