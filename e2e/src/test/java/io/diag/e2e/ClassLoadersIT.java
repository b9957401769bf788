package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.OldClasses;
import io.diag.e2e.harness.SideBySide;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications with opinions of their own on who loads which class. */
class ClassLoadersIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address();
  private static final String AGENT = "-javaagent:" + Artifacts.agent() + "=" + OPTIONS;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#sinceEight")
  void aSystemClassLoaderOfItsOwnIsAskedForTheLauncherAlone(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> picky =
        List.of("-Xshare:off", "-Djava.system.class.loader=io.diag.e2e.subject.old.PickyLoader");
    try (SideBySide both = SideBySide.start(jdk, List.of(AGENT), picky, "Worker")) {
      both.awaitLine("ready");
      String id = COLLECTOR.api().awaitJvm(both.observed().pid(), "live").get("id").asText();
      eventually(
          "series of the application's memory",
          Duration.ofSeconds(30),
          () -> COLLECTOR.api().times(id, "diag.process.rss"),
          times -> !times.isEmpty());
      String reason =
          " has a system class loader of its own (io.diag.e2e.subject.old.PickyLoader), which may"
              + " not take an agent while it runs; start it with -javaagent:diag.jar and see its"
              + " page at the collector\n";
      Cli.Result status = Cli.diag("status", both.observed().pid());
      if (feature == 8) {
        assertThat(status.err()).isEqualTo("diag: JVM " + both.observed().pid() + reason);
      } else {
        assertThat(status.out()).contains("cpu-profile    on").contains("rss            on");
      }
      assertThat(Cli.diag("attach", both.alone().pid()).err())
          .as("the application is not even asked")
          .isEqualTo("diag: JVM " + both.alone().pid() + reason);
      assertThat(Cli.diag("status", both.alone().pid()).out())
          .isEqualTo("diag is off in " + both.alone().pid() + ", which" + reason);
      both.sayAndAssertSame("x", 5);
    }
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#aWayEach")
  void aBundleOfOsgiThatSeesNothingForeignRunsAsBefore(
      int feature, Jdks.Way way, @TempDir Path folder) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path bundle = bundle(folder.resolve("work.jar"));
    List<String> path =
        List.of("-cp", OldClasses.folder() + File.pathSeparator + OldClasses.osgi());
    List<String> alone =
        SideBySide.command(
            jdk, List.of(), path, "OsgiHost", bundle.toString(), folder.resolve("a").toString());
    List<String> observed =
        SideBySide.command(
            jdk,
            way == Jdks.Way.STATIC ? List.of(AGENT) : List.of(),
            path,
            "OsgiHost",
            bundle.toString(),
            folder.resolve("b").toString());
    try (SideBySide both = SideBySide.start(alone, observed, Map.of())) {
      both.awaitLine("ready");
      long pid = both.observed().pid();
      if (way == Jdks.Way.ATTACHED) {
        assertThat(Cli.diag("attach", pid, OPTIONS).out()).contains("cpu-profile    on");
      }
      String id = COLLECTOR.api().awaitJvm(pid, "live").get("id").asText();
      eventually(
          "the bundle's work in the profile",
          Duration.ofSeconds(60),
          () -> COLLECTOR.api().get("/api/v1/jvms/" + id + "/profile?event=cpu&format=collapsed"),
          answer -> answer.body().contains("OsgiWork.work"));
      assertThat(both.observed().out()).contains("launcher not seen").contains("com.sun not seen");
      both.sayAndAssertSame("x", 5);
    }
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#aWayEach")
  void aLogManagerThatMainNamesIsTheOneInForce(int feature, Jdks.Way way) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> path =
        List.of(
            "-cp",
            OldClasses.folder()
                + File.pathSeparator
                + Artifacts.other("jboss-logmanager")
                + File.pathSeparator
                + Artifacts.other("wildfly-common"));
    List<String> agent = way == Jdks.Way.STATIC ? List.of(AGENT) : List.of();
    try (SideBySide both = SideBySide.start(jdk, agent, path, "JbossLogging")) {
      both.awaitLine("ready");
      if (way == Jdks.Way.ATTACHED) {
        assertThat(Cli.diag("attach", both.observed().pid(), OPTIONS).exitCode()).isZero();
      }
      COLLECTOR.api().awaitJvm(both.observed().pid(), "live");
      assertThat(both.observed().out())
          .startsWith(
              "org.jboss.logmanager.LogManager\norg.jboss.logmanager.Logger at FINE\nready\n");
      both.sayAndAssertSame("x", 5);
    }
  }

  private static Path bundle(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "io.diag.e2e.work");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Bundle-Activator", "io.diag.e2e.subject.old.OsgiWork");
    headers.putValue("Import-Package", "org.osgi.framework");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream classes = new JarOutputStream(out, manifest)) {
      String name = "io/diag/e2e/subject/old/OsgiWork.class";
      classes.putNextEntry(new JarEntry(name));
      Files.copy(OldClasses.folder().resolve(name), classes);
    }
    return jar;
  }
}
