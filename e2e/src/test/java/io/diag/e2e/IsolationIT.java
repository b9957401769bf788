package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.ThreadNames;
import io.diag.e2e.subject.Looker;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application can see of the agent, and what it must not notice. */
class IsolationIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address() + ",service=looker";

  @Test
  void onlyTheLauncherIsOrdinaryClasses() throws IOException {
    Set<String> packages = new TreeSet<>();
    try (JarFile jar = new JarFile(Artifacts.agent().toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          packages.add(entry.getName().substring(0, entry.getName().lastIndexOf('/')));
        }
      }
    }
    assertThat(packages).containsExactly("io/diag/launch");
  }

  @Test
  void theJarIsSmallAndCarriesItsLicences() throws IOException {
    assertThat(Files.size(Artifacts.agent())).isLessThanOrEqualTo(10 << 20);
    try (JarFile jar = new JarFile(Artifacts.agent().toFile())) {
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/licenses/FastDoubleParser.txt")).isNotNull();
      assertThat(jar.getEntry("META-INF/licenses/ASM.txt")).isNotNull();
      String notice =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(notice).contains("async-profiler", "jfr-converter", "ASM", "Jackson", "picocli");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theApplicationSeesTheLauncherAloneAndItsOwnSettingsUntouched(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    try (Forked jvm =
        Forked.target(
            jdk,
            List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS, "-Xlog:class+load=info"),
            Looker.class)) {
      COLLECTOR.api().awaitJvm(jvm.pid(), "live");
      jvm.awaitLine("looked");
      assertThat(jvm.out())
          .contains("sees io.diag.launch.Launcher")
          .contains("not io.diag.agent.AgentEntry")
          .contains("not io.diag.wire.Wire")
          .contains("not picocli.CommandLine")
          .contains("not com.fasterxml.jackson.core.JsonFactory")
          .contains("not one.profiler.AsyncProfiler")
          .contains("not one.convert.FlameGraph")
          .contains("settings unchanged");
      List<String> loaded =
          jvm.out().lines().filter(line -> line.contains("[class,load]")).toList();
      assertThat(loaded).hasSizeGreaterThan(400);
      assertThat(loaded)
          .as(
              "set up by the application before anyone may use it (the JDK's management looks up the"
                  + " LogManager class, but only its initialization would need a Logger)")
          .noneMatch(line -> line.contains(" java.util.logging.Logger "))
          .noneMatch(line -> line.contains(" com.sun.jmx.mbeanserver.JmxMBeanServer "));
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theSecondOfTwoAgentsStepsBackWithOneLine(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    String agent = "-javaagent:" + Artifacts.agent() + "=" + OPTIONS;
    try (Forked jvm = Forked.target(jdk, List.of(agent, agent), Looker.class)) {
      COLLECTOR.api().awaitJvm(jvm.pid(), "live");
      assertThat(jvm.err().lines().filter(line -> line.startsWith("diag: already on")))
          .containsExactly("diag: already on in this JVM; the second -javaagent is ignored");
      assertThat(
              COLLECTOR.api().jvms().stream().filter(one -> one.get("pid").asLong() == jvm.pid()))
          .hasSize(1);
    }
  }

  @Test
  void twoCopiesOfTheJarAreOneAgent() throws IOException {
    Path copy = RunFolder.file("diag-copy", ".jar");
    Files.copy(Artifacts.agent(), copy, StandardCopyOption.REPLACE_EXISTING);
    List<String> options =
        List.of(
            "-javaagent:" + Artifacts.agent() + "=" + OPTIONS,
            "-javaagent:" + copy + "=" + OPTIONS);
    try (Forked jvm = Forked.target(Jdk.own(), options, Looker.class)) {
      COLLECTOR.api().awaitJvm(jvm.pid(), "live");
      assertThat(jvm.err()).contains("diag: already on in this JVM");
      assertThat(Jcmd.instances(Jdk.own(), jvm.pid(), "io.diag.launch.AgentClassLoader"))
          .isEqualTo(1);
    } finally {
      Files.delete(copy);
    }
  }

  @Test
  void attachingWhereTheAgentIsOnSaysSoAndChangesNothing() {
    try (Forked jvm =
        Forked.target(
            Jdk.own(), List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS), Looker.class)) {
      jvm.awaitLine("looked");
      Cli.Result again = Cli.diag("attach", jvm.pid());
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).startsWith("diag is already on in " + jvm.pid());
      Cli.Result other = Cli.diag("attach", jvm.pid(), "service=other");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.err())
          .isEqualTo(
              "diag: diag is already on in this JVM; detach it first to change its options\n");
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      assertThat(Cli.diag("attach", jvm.pid(), OPTIONS).exitCode()).isZero();
      assertThat(COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("service").asText())
          .isEqualTo("looker");
    }
  }

  @Test
  void aListOfJvmsTellsWhereTheAgentIsOnAndDisturbsNoOther() throws IOException {
    try (Forked with =
            Forked.target(
                Jdk.own(),
                List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS),
                Looker.class);
        Forked without = Forked.target(Jdk.own(), List.of(), Looker.class)) {
      COLLECTOR.api().awaitJvm(with.pid(), "live");
      without.awaitLine("looked");
      JsonNode status = new ObjectMapper().readTree(Cli.diag("status", with.pid(), "--json").out());
      assertThat(status.get("on").asBoolean()).isTrue();
      assertThat(status.get("service").asText()).isEqualTo("looker");
      assertThat(status.get("items").get("dropped").isIntegralNumber()).isTrue();
      assertThat(status.get("features").findValuesAsText("name")).contains("memory-pools");
      String version = status.get("version").asText();
      String list = Cli.diag("ps").out();
      assertThat(list)
          .containsPattern(with.pid() + "  on " + version + " +" + Looker.class.getName())
          .containsPattern(without.pid() + "  off +" + Looker.class.getName());
      JsonNode json = new ObjectMapper().readTree(Cli.diag("ps", "--json").out());
      for (JsonNode jvm : json) {
        if (jvm.get("pid").asLong() == with.pid()) {
          assertThat(jvm.get("version").asText()).isEqualTo(version);
        } else if (jvm.get("pid").asLong() == without.pid()) {
          assertThat(jvm.get("on").asBoolean()).isFalse();
        }
      }
      assertThat(json.findValuesAsText("pid"))
          .contains(Long.toString(with.pid()), Long.toString(without.pid()));
      assertThat(ThreadNames.of(without.pid())).doesNotContain("Attach Listener");
    }
  }

  @Test
  void nothingOfOursListensInTheApplication() throws IOException {
    try (Forked jvm =
        Forked.target(
            Jdk.own(), List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS), Looker.class)) {
      COLLECTOR.api().awaitJvm(jvm.pid(), "live");
      Set<String> sockets = new TreeSet<>();
      for (File file : new File("/proc/" + jvm.pid() + "/fd").listFiles()) {
        sockets.add(file.getCanonicalFile().getName());
      }
      for (String table : List.of("tcp", "tcp6")) {
        for (String line : Files.readAllLines(Path.of("/proc/" + jvm.pid() + "/net/" + table))) {
          String[] fields = line.trim().split("\\s+");
          if (fields.length > 9 && fields[3].equals("0A")) {
            assertThat(sockets).as(line).doesNotContain("socket:[" + fields[9] + "]");
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void besideAnotherAsyncProfilerTheCpuProfileStepsBackAndSaysSo(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    try (Forked jvm =
        Forked.target(
            jdk,
            List.of("-agentpath:" + otherProfiler() + "=start,event=ctimer,file=/dev/null"),
            Looker.class)) {
      jvm.awaitLine("looked");
      Cli.Result attached = Cli.diag("attach", jvm.pid(), OPTIONS);
      assertThat(attached.exitCode()).isZero();
      assertThat(attached.out())
          .contains("cpu-profile    off: another async-profiler is loaded (")
          .contains("memory-pools   on");
    }
  }

  @Test
  void theApplicationsExitCodeAndOutputAreItsOwn() {
    for (List<String> agent :
        List.of(List.<String>of(), List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS))) {
      try (Forked jvm = Forked.target(Jdk.own(), agent, Looker.class, "exit")) {
        assertThat(jvm.awaitExit(Duration.ofSeconds(30))).isEqualTo(7);
        assertThat(jvm.out()).endsWith("looked\n");
      }
    }
  }

  private static Path otherProfiler() throws IOException {
    Path copy = RunFolder.file("libasyncProfiler", ".so");
    try (var in =
        IsolationIT.class.getResourceAsStream(
            System.getProperty("os.arch").equals("amd64")
                ? "/linux-x64/libasyncProfiler.so"
                : "/linux-arm64/libasyncProfiler.so")) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}
