package io.diag.e2e.docs;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Idle;
import io.diag.e2e.subject.old.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command of the documents, as it stands but for what {@link #meaning} puts in the place
 * of names, in the order of the document, in a folder of its own for each. A command that cannot be
 * run here must be covered by {@link Unrun}. {@link ContainersIT} does the same for the page on
 * containers.
 */
class CommandsIT {
  private static final String API = "docs/api.md";

  private static final Pattern COLLECTOR = Pattern.compile("java -jar diag-collector\\.jar.*");
  private static final Pattern APPLICATION = Pattern.compile("java -javaagent:.* -jar app\\.jar");
  private static final Pattern STREAM = Pattern.compile("curl -sN .*");

  private static CollectorProcess collector;

  /** The service of which the page on the API asks; it computes and allocates. */
  private static Forked checkout;

  private static String document;
  private static DocShell shell;

  /** The JVM that a process id in the document means. */
  private static Forked subject;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start();
    checkout =
        Forked.listening(
            Jdk.own(),
            List.of(
                "-Xmx32m",
                "-javaagent:" + Artifacts.agent() + "=service=checkout",
                "-Ddiag.collector=" + collector.address()),
            Worker.class);
    checkout.awaitLine("ready");
  }

  @AfterAll
  static void end() {
    subject.close();
    checkout.close();
    collector.close();
  }

  @TestFactory
  Stream<DynamicContainer> theCommandsOfTheDocumentsWork() {
    return Documents.all().stream()
        .filter(each -> !each.equals(ContainersIT.DOCUMENT))
        .sorted(Comparator.comparing(API::equals)) // by then there is a profile
        .flatMap(
            each -> {
              List<DynamicNode> commands = commands(each);
              return commands.isEmpty()
                  ? Stream.empty()
                  : Stream.of(dynamicContainer(each, commands));
            });
  }

  private static List<DynamicNode> commands(String name) {
    return Unrun.tests(name, (block, command) -> () -> run(block, command));
  }

  private static void run(DocBlock block, String command) throws IOException {
    open(block.document());
    String meant = meant(command);
    if (block.language().equals(DocBlock.CONSOLE)) {
      DocShell.Result result = shell.converse(meant);
      assertThat(result.out().trim()).as("%s: %s", block, meant).isEqualTo(block.printed());
    } else if (COLLECTOR.matcher(meant).matches()) {
      try (Forked another = shell.begin(meant + " --port 0 --data data")) {
        another.awaitLine("listening on http://127.0.0.1:");
      }
    } else if (APPLICATION.matcher(meant).matches()) {
      try (Forked application = shell.begin(meant)) {
        application.awaitLine("ready");
        collector.api().awaitJvm(application.pid(), "live");
        application.terminate();
        application.awaitExit(Duration.ofSeconds(20));
      }
    } else if (STREAM.matcher(meant).matches()) {
      try (Forked stream = shell.begin(meant)) {
        stream.awaitLine("data:");
      }
    } else {
      DocShell.Result result = shell.run(meant);
      assertThat(result.exitCode()).as("%s: %s%n%s", block, meant, result).isZero();
    }
  }

  private static void open(String wanted) throws IOException {
    if (wanted.equals(document)) {
      return;
    }
    if (subject != null) {
      subject.close();
    }
    document = wanted;
    shell = new DocShell();
    shell.set("DIAG_COLLECTOR", collector.address());
    Files.writeString(shell.folder().resolve("token"), "correct-horse-battery\n");
    subject =
        Forked.target(Jdk.own(), List.of("-Ddiag.collector=" + collector.address()), Idle.class);
    subject.awaitLine("ready");
    if (wanted.equals(API)) {
      awaitData();
      Path dump = shell.folder().resolve("app.hprof.gz");
      Jcmd.run(Jdk.own(), subject.pid(), "GC.heap_dump", "-gz=1", dump.toString());
    }
  }

  private static void awaitData() {
    String id = collector.api().awaitJvm(checkout.pid(), "live").get("id").asText();
    Jcmd.run(Jdk.own(), checkout.pid(), "GC.run");
    eventually(
        "a profile, and a chunk as it came",
        Duration.ofSeconds(40),
        () -> collector.api().get("/api/v1/jvms/" + id + "/profile?format=jfr").statusCode(),
        status -> status == 200);
  }

  private static String meant(String command) {
    String meant = command;
    for (Map.Entry<String, String> one : meaning().entrySet()) {
      meant = meant.replaceAll(one.getKey(), one.getValue());
    }
    return meant;
  }

  /** What the names in the documents stand for, as patterns. */
  private static Map<String, String> meaning() {
    Map<String, String> meaning = new LinkedHashMap<>();
    meaning.put("http://(127\\.0\\.0\\.1|localhost):7070", collector.address());
    meaning.put(" \\[(key=value,\\.\\.\\.|OPTIONS)]", "");
    meaning.put("[\\[\\]](?=[^'\"]*$)", ""); // what may be left out is there
    meaning.put("--seconds 30", "--seconds 1");
    meaning.put("\\bFILE\\b", "file.html");
    meaning.put("\\bPID\\b", Long.toString(subject.pid()));
    return meaning;
  }
}
