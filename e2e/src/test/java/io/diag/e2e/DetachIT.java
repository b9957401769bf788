package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Resident;
import io.diag.e2e.subject.Idle;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attaching and detaching a hundred times in one JVM leaves it as it was after the first time. */
@Tag("waits")
class DetachIT {
  private static final int ROUNDS = 100;
  private static final int WARM_UP = 20;

  /** One class loader with its classes is some 2 MB: eighty of them would be far above this. */
  private static final long FLAT_KIB = 1_024;

  private static final Pattern METASPACE_USED = Pattern.compile("Both:\\s+(\\d+)\\.\\d+ KB used");

  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aHundredRoundsLeaveNothingBehind(int feature, @TempDir Path tmp) {
    Jdk jdk = Jdks.orSkip(feature);
    // redefinitions are what changes bytecode; the JVM itself writes down each one
    List<String> options =
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-Xlog:redefine+class*=info:stdout",
            "-Djava.io.tmpdir=" + tmp);
    try (Forked jvm = Forked.target(jdk, options, Idle.class)) {
      jvm.awaitLine("ready");
      long warmMetaspace = 0;
      int warmFiles = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        Resident.attach(jvm.pid(), "collector=" + COLLECTOR.address() + ",service=detach");
        Resident.detach(jvm.pid());
        if (round == WARM_UP) {
          awaitNoLoader(jdk, jvm.pid());
          warmMetaspace = metaspaceKib(jdk, jvm.pid());
          warmFiles = openFiles(jvm.pid());
        }
      }
      awaitNoLoader(jdk, jvm.pid());
      assertThat(metaspaceKib(jdk, jvm.pid()) - warmMetaspace)
          .as("metaspace after %d rounds against %d, KiB", ROUNDS, WARM_UP)
          .isLessThan(FLAT_KIB);
      assertThat(openFiles(jvm.pid())).as("open files").isLessThanOrEqualTo(warmFiles + 1);
      assertThat(Jcmd.run(jdk, jvm.pid(), "Thread.print")).doesNotContain("\"diag-");
      assertThat(jvm.out()).as("no class was redefined").doesNotContain("redefin");
      assertThat(tmp).isEmptyDirectory();
      assertThat(COLLECTOR.api().awaitJvm(jvm.pid(), "detached").get("service").asText())
          .isEqualTo("detach");
    }
  }

  private static void awaitNoLoader(Jdk jdk, long pid) {
    eventually(
        "the agent's class loader is collected",
        Duration.ofSeconds(20),
        () -> Jcmd.instances(jdk, pid, "io.diag.launch.AgentClassLoader"),
        count -> count == 0);
  }

  private static long metaspaceKib(Jdk jdk, long pid) {
    String info = Jcmd.run(jdk, pid, "VM.metaspace", "basic", "scale=KB");
    Matcher used = METASPACE_USED.matcher(info);
    assertThat(used.find()).as(info).isTrue();
    return Long.parseLong(used.group(1));
  }

  private static int openFiles(long pid) {
    return new File("/proc/" + pid + "/fd").list().length;
  }
}
