package io.diag.e2e.docs;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Mounts;
import io.diag.e2e.harness.Root;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.TlsFront;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the page on containers: its commands in order as {@link CommandsIT} does, those for a pod's
 * inside in JVMs with mounts and process ids of their own; and what its manifests start, with the
 * options they give, behind TLS. What only a cluster can do is covered by {@link Unrun}.
 */
class ContainersIT {
  static final String DOCUMENT = Manifests.DOCUMENT;

  private static final String NAME = "diag.observability.svc";
  private static final String PASSWORD = "changeit";

  private static final Pattern EXEC = Pattern.compile("kubectl .* exec .*? -- (.*)");
  private static final Pattern COPY = Pattern.compile("kubectl .* cp (\\S+) [^:]+:(\\S+) .*");
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+) ");

  /** The JVM's options as the page has them for an authority of one's own. */
  private static final Pattern TRUSTING =
      Pattern.compile(
          "`(-javaagent:\\S+) -Djavax\\.net\\.ssl\\.trustStore=/etc/diag-trust/(\\w+)`");

  private static DocShell shell;

  /** Without a token, as on one machine. */
  private static CollectorProcess local;

  /** The one of the manifest, once there is a token. */
  private static Forked collector;

  private static TlsFront front;
  private static int port;

  private static boolean certified;

  /** A path that is the same for those with another {@code /tmp}. */
  private static Path jar;

  private static Forked target;
  private static Place place;

  /** Where commands are typed. */
  private enum Place {
    INSIDE,
    DEBUG_CONTAINER,
    MACHINE;

    static Place of(DocBlock block) {
      return block.text().contains("/proc/1/root")
          ? DEBUG_CONTAINER
          : block.text().contains("/proc/PID/root") ? MACHINE : INSIDE;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    shell = new DocShell();
    local = CollectorProcess.start();
    jar = Path.of("/tmp", "diag-docs-" + ProcessHandle.current().pid() + ".jar");
    Files.writeString(shell.folder().resolve("diag.conf"), Manifests.proxy());
  }

  @AfterAll
  static void end() throws IOException {
    closeTarget();
    for (AutoCloseable each : new AutoCloseable[] {front, collector, local}) {
      try {
        if (each != null) {
          each.close();
        }
      } catch (Exception alreadyGone) {
        throw new IOException(alreadyGone);
      }
    }
    Files.deleteIfExists(jar);
  }

  @TestFactory
  Stream<DynamicNode> thePageOnContainersIsTrue() {
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(
        dynamicTest("a certificate, which the page takes for granted", this::makeCertificate));
    tests.addAll(Unrun.tests(DOCUMENT, (block, command) -> () -> run(block, command)));
    tests.add(dynamicTest("the application of the pod reports", this::theFirstApplicationReports));
    tests.add(dynamicTest("those of many pods do through TLS", this::theLastApplicationReports));
    return tests.stream();
  }

  private void makeCertificate() throws IOException {
    assertRuns(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.crt -days 2"
            + " -subj /CN=diag -addext subjectAltName=DNS:"
            + NAME);
    assertRuns(
        "openssl pkcs12 -export -inkey tls.key -in tls.crt -out keys.p12 -passout pass:"
            + PASSWORD);
    assertRuns("cp tls.crt ca.crt");
    certified = true;
  }

  private void run(DocBlock block, String command) throws IOException, GeneralSecurityException {
    Assumptions.assumeTrue(certified, "no certificate could be made");
    if (command.contains("/proc/")
        || command.contains(" attach ")
        || command.contains(" status ")) {
      go(Place.of(block));
    }
    assertRuns(meant(block, command));
    if (command.contains("> token")) {
      startCollector();
    }
  }

  private static void assertRuns(String command) throws IOException {
    DocShell.Result result = shell.run(command);
    assertThat(result.exitCode()).as("%s%n%s", command, result).isZero();
  }

  private static String meant(DocBlock block, String command) {
    Matcher exec = EXEC.matcher(command);
    Matcher copy = COPY.matcher(command);
    String meant =
        exec.matches()
            ? exec.group(1)
            : copy.matches() ? "cp " + copy.group(1) + " " + copy.group(2) : command;
    if (meant.startsWith("kubectl ")) {
      meant += " --dry-run=client -o name"; // which is to create, and asks no cluster
    }
    for (Map.Entry<String, String> one : meaning(Place.of(block)).entrySet()) {
      meant = meant.replaceAll(one.getKey(), one.getValue());
    }
    return meant;
  }

  /** What the names on the page stand for, as patterns. */
  private static Map<String, String> meaning(Place where) {
    Map<String, String> meaning = new LinkedHashMap<>();
    String address = port == 0 ? local.address() : "http://127.0.0.1:" + port;
    meaning.put("http://(127\\.0\\.0\\.1|localhost):7070", address);
    meaning.put("(?<!/root)/tmp/diag\\.jar", jar.toString());
    meaning.put("/root/tmp/diag\\.jar", "/root" + jar);
    meaning.put("/opt/diag/diag\\.jar", Artifacts.agent().toString());
    meaning.put("(?<=-jar )/diag/diag\\.jar", jar.toString());
    if (target != null && place == where) {
      long pid = where == Place.MACHINE ? Root.childOf(target) : target.pid();
      meaning.put("(attach|status) 1\\b", "$1 " + pid);
      meaning.put("/proc/1/", "/proc/" + pid + "/");
      meaning.put("\\bPID\\b", Long.toString(pid));
    }
    return meaning;
  }

  /** A JVM as it is seen from there. */
  private static void go(Place wanted) {
    if (wanted == place) {
      return;
    }
    closeTarget();
    List<String> options = List.of("-Ddiag.collector=" + local.address());
    Mounts mounts = wanted == Place.INSIDE ? null : Mounts.orSkip();
    if (mounts == null) {
      target = Forked.target(Jdk.own(), options, Idle.class);
    } else {
      mounts.diskBut(Path.of("/tmp"), 128, Artifacts.repository());
      if (wanted == Place.MACHINE) {
        mounts.ownPids();
      } else {
        shell.jdk(Jdks.orSkip(25));
      }
      target = mounts.target(Jdk.own(), options, Idle.class);
    }
    if (wanted == Place.MACHINE) {
      shell.jdk(Jdk.own());
    }
    target.awaitLine("ready");
    place = wanted;
  }

  /** With what runs in process ids of its own. */
  private static void closeTarget() {
    if (target == null) {
      return;
    }
    List<ProcessHandle> all =
        ProcessHandle.of(target.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    target.close();
    target = null;
    eventually(
        "none is left behind",
        Duration.ofSeconds(10),
        () -> all.stream().noneMatch(ProcessHandle::isAlive),
        gone -> gone);
  }

  /** As the image and the manifest start it. */
  private static void startCollector() throws IOException, GeneralSecurityException {
    JsonNode diag = Manifests.deployment("diag");
    Path token = shell.folder().resolve("secret");
    Files.copy(shell.folder().resolve("token"), token);
    int mode = 0;
    for (JsonNode volume : Manifests.pod(diag).get("volumes")) {
      mode = Math.max(mode, volume.at("/secret/defaultMode").asInt());
    }
    assertThat(mode).as("octal").isEqualTo(0440);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--r-----"));
    List<String> command = new ArrayList<>(Manifests.entryPoint());
    command.addAll(Manifests.strings(Manifests.container(diag, "collector").get("args")));
    command.addAll(List.of("--port", "0"));
    String data = RunFolder.folder("data").resolve("diag").toString();
    command.replaceAll(
        word ->
            word.replaceFirst("^java$", Jdk.find(25).orElse(Jdk.own()).java().toString())
                .replace("/opt/diag/diag-collector.jar", Artifacts.collector().toString())
                .replace("/data/diag", data)
                .replace("/etc/diag/token", token.toString()));
    collector = Forked.start(command, Map.of());
    Matcher address = ADDRESS.matcher(collector.awaitLine("listening on"));
    assertThat(address.find()).isTrue();
    port = Integer.parseInt(address.group(1));
    front = TlsFront.start(shell.folder().resolve("keys.p12"), PASSWORD, port);
    shell.curl("connect-to = \"" + NAME + ":443:127.0.0.1:" + front.port() + "\"");
  }

  private void theFirstApplicationReports() {
    JsonNode app = Manifests.container(Manifests.ofKind("Deployment").get(0), "app");
    Map<String, String> environment = Manifests.environment(app, "");
    environment.computeIfPresent("JAVA_TOOL_OPTIONS", (name, options) -> withAgent(options));
    environment.put("DIAG_COLLECTOR", local.address()); // which is the default but for the port
    try (Forked jvm = application(environment)) {
      JsonNode seen = local.api().awaitJvm(jvm.pid(), "live");
      assertThat(seen.get("service").asText()).isEqualTo("checkout");
      assertThat(seen.at("/labels/env").asText()).isEqualTo("test");
      assertThat(seen.at("/labels/team").asText()).isEqualTo("shop");
    }
  }

  private void theLastApplicationReports() throws IOException {
    Assumptions.assumeTrue(front != null, "no certificate could be made");
    JsonNode app = Manifests.container(Manifests.deployment("checkout"), "app");
    Map<String, String> environment = Manifests.environment(app, "node-1");
    Matcher trusting = TRUSTING.matcher(Documents.read(DOCUMENT));
    assertThat(trusting.find()).isTrue();
    assertThat(trusting.group(1)).isEqualTo(environment.get("JAVA_TOOL_OPTIONS"));
    Path hosts = Files.writeString(shell.folder().resolve("hosts"), "127.0.0.1 " + NAME + "\n");
    environment.put(
        "JAVA_TOOL_OPTIONS",
        withAgent(trusting.group(1))
            + (" -Djavax.net.ssl.trustStore=" + shell.folder().resolve(trusting.group(2)))
            + (" -Djdk.net.hosts.file=" + hosts));
    environment.computeIfPresent("DIAG_COLLECTOR", (name, url) -> url + ":" + front.port());
    environment.computeIfPresent(
        "DIAG_TOKEN_FILE", (name, file) -> shell.folder().resolve("token").toString());
    environment.putAll(ofServices());
    try (Forked jvm = application(environment)) {
      JsonNode seen =
          eventually(
              "the JVM is known to the collector",
              Duration.ofSeconds(30),
              () -> jvms().get("jvms").get(0),
              one -> one != null && one.get("state").asText().equals("live"));
      assertThat(seen.get("pid").asLong()).as(jvm.err()).isEqualTo(jvm.pid());
      assertThat(seen.get("service").asText()).isEqualTo("checkout");
      assertThat(seen.at("/labels/node").asText()).isEqualTo("node-1");
      assertThat(jvm.err()).doesNotContain("diag is off").doesNotContain("cannot send");
    }
  }

  private static Forked application(Map<String, String> environment) {
    List<String> command =
        List.of(
            Jdk.own().java().toString(),
            "-cp",
            Artifacts.targets().toString(),
            Idle.class.getName());
    Forked jvm = Forked.start(command, environment);
    jvm.awaitLine("ready");
    return jvm;
  }

  private static String withAgent(String options) {
    return options.replace("/diag/diag.jar", Artifacts.agent().toString());
  }

  /** What Kubernetes tells a pod of the service, which has the prefix of the agent's settings. */
  private static Map<String, String> ofServices() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DIAG_SERVICE_HOST", "10.0.0.7");
    environment.put("DIAG_SERVICE_PORT", "443");
    environment.put("DIAG_SERVICE_PORT_HTTPS", "443");
    environment.put("DIAG_PORT", "tcp://10.0.0.7:443");
    for (String part : List.of("", "_PROTO", "_PORT", "_ADDR")) {
      environment.put("DIAG_PORT_443_TCP" + part, "tcp://10.0.0.7:443");
    }
    return environment;
  }

  private static JsonNode jvms() throws IOException {
    DocShell.Result result =
        shell.run(
            "curl -s -H \"Authorization: Bearer $(cat token)\" http://127.0.0.1:"
                + port
                + "/api/v1/jvms");
    return new ObjectMapper().readTree(result.out());
  }
}
