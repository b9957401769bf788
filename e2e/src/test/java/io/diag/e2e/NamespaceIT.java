package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Mounts;
import io.diag.e2e.harness.OldClasses;
import io.diag.e2e.harness.Root;
import io.diag.e2e.harness.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs that see other files, other processes or belong to another user than the command line. */
class NamespaceIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address();

  @BeforeAll
  static void needsRoot() {
    Root.orSkip();
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void withoutProcTheRestGoesOnAndStatusTellsWhatDoesNot(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    // without /proc the dynamic linker cannot tell where java lies
    Map<String, String> libraries =
        Map.of("LD_LIBRARY_PATH", jdk.home() + "/lib:" + jdk.home() + "/lib/server");
    List<String> agent = List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS);
    Mounts empty = Mounts.orSkip().empty("/proc");
    List<String> alone = SideBySide.command(jdk, List.of(), List.of(), "Worker");
    List<String> observed = SideBySide.command(jdk, agent, List.of(), "Worker");
    try (SideBySide both =
        SideBySide.start(empty.around(alone), empty.around(observed), libraries)) {
      both.awaitLine("ready");
      String status =
          eventually(
              "everything has started that can",
              Duration.ofSeconds(40),
              () -> Cli.diag("status", both.observed().pid()).out(),
              now -> now.contains("  commands       on"));
      assertThat(status)
          .contains("  rss            off: /proc/self/status (")
          .contains("  process-cpu    off: /proc/self/stat (")
          .contains("  memory-pools   on\n")
          .contains("  threads        on\n")
          .contains(" 0 dropped, 0 refused");
      assertThat(word(status, "alloc-profile"))
          .as("one engine, one fate: %s", status)
          .isEqualTo(word(status, "cpu-profile"))
          .isEqualTo(word(status, "lock-profile"));
      both.sayAndAssertSame("x", 5);
    }
  }

  /** As in a container: a read-only root, and a small disk from which nothing may be executed. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aJvmWithFilesAndProcessIdsOfItsOwnIsReachedFromOutside(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    Mounts container =
        Mounts.orSkip()
            .diskBut(Path.of("/tmp"), 128, Artifacts.repository(), OldClasses.folder())
            .noexec("/dev/shm", "/var/tmp")
            .readOnlyRoot()
            .ownPids()
            .then("cd /tmp");
    List<String> command =
        container.around(SideBySide.command(jdk, List.of(), List.of("-Duser.home=/tmp"), "Worker"));
    try (SideBySide both = SideBySide.start(command, command, Map.of())) {
      both.awaitLine("ready");
      long pid = Root.childOf(both.observed());
      assertThat(Cli.diag("ps").out())
          .containsPattern("(?m)^ +" + pid + "  off ")
          .as("its number inside is nobody's here")
          .doesNotContainPattern("(?m)^ +1  ");
      Cli.Result attached = Cli.diag("attach", pid, OPTIONS);
      assertThat(attached.exitCode()).as(attached.err()).isZero();
      assertThat(attached.out())
          .contains(
              feature < 22
                  ? "cpu-profile    on: by JFR, since the native profiler cannot be loaded"
                  : "cpu-profile    on");
      assertThat(Cli.diag("ps").out()).containsPattern("(?m)^ +" + pid + "  on ");
      assertThat(Cli.diag("status", pid).out()).contains(" is on in " + pid);
      assertThat(Cli.diag("detach", pid).exitCode()).isZero();
      both.sayAndAssertSame("x", 5);
    }
  }

  /**
   * As from a debug container: the JVM has the same number here, and a temporary folder of its own.
   */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aJvmWithItsOwnTemporaryFolderIsReachedUnderItsOwnNumber(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Mounts container =
        Mounts.orSkip()
            .diskBut(Path.of("/tmp"), 128, Artifacts.repository(), OldClasses.folder())
            .readOnlyRoot();
    List<String> command =
        container.around(SideBySide.command(jdk, List.of(), List.of(), "Worker"));
    try (SideBySide both = SideBySide.start(command, command, Map.of())) {
      both.awaitLine("ready");
      long pid = both.observed().pid();
      // a JVM that was killed leaves its socket, and numbers of processes come again
      Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid));
      Cli.Result attached = Cli.diag(jdk, "attach", pid, OPTIONS);
      assertThat(attached.exitCode()).as(attached.err()).isZero();
      assertThat(Cli.diag(jdk, "status", pid).out()).contains(" is on in " + pid);
      assertThat(Cli.diag(jdk, "detach", pid).exitCode()).isZero();
      assertThat(Path.of("/tmp/.java_pid" + pid)).doesNotExist();
      both.sayAndAssertSame("x", 5);
    }
  }

  @Test
  void aJarThatTheJvmDoesNotSeeIsRefusedWithoutAWordThere() {
    List<String> contained =
        Mounts.orSkip()
            .empty(Artifacts.agent().getParent())
            .around(SideBySide.command(Jdk.own(), List.of(), List.of(), "Worker"));
    try (SideBySide both = SideBySide.start(contained, contained, Map.of())) {
      both.awaitLine("ready");
      Cli.Result attached = Cli.diag("attach", both.observed().pid(), OPTIONS);
      assertThat(attached.exitCode()).isEqualTo(1);
      assertThat(attached.err())
          .isEqualTo(
              "diag: JVM "
                  + both.observed().pid()
                  + " cannot open "
                  + Artifacts.agent()
                  + "; put diag.jar where its user can read it\n");
      both.sayAndAssertSame("x", 5);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void rootAttachesToAJvmOfAnotherUser(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    Path jar = Root.jarForAll();
    List<String> command =
        Root.asNobody(SideBySide.command(jdk, List.of(), List.of("-Duser.home=/"), "Worker"));
    try (SideBySide both = SideBySide.start(command, command, Map.of())) {
      both.awaitLine("ready");
      long pid = both.observed().pid();
      Cli.Result attached = Cli.diag(Jdk.own(), jar, "attach", pid, OPTIONS);
      assertThat(attached.exitCode()).as(attached.err()).isZero();
      assertThat(attached.out()).contains("cpu-profile    on").contains("rss            on");
      assertThat(Cli.diag(Jdk.own(), jar, "status", pid).out()).contains(" is on in " + pid);
      assertThat(Cli.diag(Jdk.own(), jar, "detach", pid).exitCode()).isZero();
      both.sayAndAssertSame("x", 5);
    }
  }

  private static String word(String status, String feature) {
    var line = Pattern.compile("(?m)^  " + feature + " +(\\w+)").matcher(status);
    assertThat(line.find()).as(status).isTrue();
    return line.group(1);
  }
}
