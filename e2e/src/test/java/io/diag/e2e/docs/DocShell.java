package io.diag.e2e.docs;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder as a reader has it, with the jars in it, and a shell there. Variables that a command
 * sets are there for the next one. What is not a 2xx answer is a failure of {@code curl}.
 */
final class DocShell {
  private static final Pattern ASSIGNED = Pattern.compile("(?m)^(\\w+)=");

  /** Programs that a machine may lack. */
  private static final Pattern TOOL = Pattern.compile("\\b(curl|jq|openssl|keytool|kubectl)\\b");

  private final Path folder = RunFolder.folder("docs");
  private final Map<String, String> environment = new HashMap<>();
  private final String path = System.getenv("PATH");

  /** What was printed, and how it ended. */
  record Result(int exitCode, String out, String err) {}

  DocShell() throws IOException {
    Files.copy(Artifacts.agent(), folder.resolve("diag.jar"));
    Files.createSymbolicLink(folder.resolve("diag-collector.jar"), Artifacts.collector());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Idle.class.getName());
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, Artifacts.targets().toUri().toString());
    try (OutputStream file = Files.newOutputStream(folder.resolve("app.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      jar.finish();
    }
    curl("fail", "show-error", "max-time = 20");
    Files.createFile(folder.resolve("state"));
    environment.put("CURL_HOME", folder.toString());
    environment.put("DIAG_BUILD", "never");
    environment.put("HOME", folder.resolve("home").toString());
    jdk(Jdk.own());
  }

  Path folder() {
    return folder;
  }

  /** Which {@code java} is found from now on. */
  void jdk(Jdk jdk) {
    environment.put("JAVA_HOME", jdk.home().toString());
    environment.put("PATH", jdk.home().resolve("bin") + ":" + path);
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Lines for curl's settings, in addition. */
  void curl(String... settings) throws IOException {
    Path file = folder.resolve(".curlrc");
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(file, before + String.join("\n", settings) + "\n");
  }

  /** The command to its end; the calling test is skipped where a program for it is missing. */
  Result run(String command) throws IOException {
    requireTools(command);
    StringBuilder script = new StringBuilder("set -euo pipefail\n. ./state\n");
    script.append(command).append('\n');
    Matcher assigned = ASSIGNED.matcher(command);
    while (assigned.find()) {
      String name = assigned.group(1);
      script.append("[ -n \"$").append(name).append("\" ] || { echo 'no ").append(name);
      script.append("' >&2; exit 1; }\ndeclare -p ").append(name).append(" >>state\n");
    }
    try (Forked process = start(script.toString())) {
      int exitCode = process.awaitExit(Duration.ofSeconds(60));
      return new Result(exitCode, process.out(), process.err());
    }
  }

  /** As {@link #run}, but a refusal is an answer like others. */
  Result converse(String command) throws IOException {
    environment.put("CURL_HOME", "/");
    try {
      return run(command);
    } finally {
      environment.put("CURL_HOME", folder.toString());
    }
  }

  /** What goes on until it is closed. */
  Forked begin(String command) throws IOException {
    requireTools(command);
    return start("set -euo pipefail\n. ./state\nexec " + command + "\n");
  }

  private Forked start(String script) throws IOException {
    return Forked.start(
        List.of("bash", "-c", "cd " + folder + "\n" + script), Map.copyOf(environment));
  }

  private void requireTools(String command) {
    Matcher tool = TOOL.matcher(command);
    while (tool.find()) {
      Assumptions.assumeTrue(isThere(tool.group()), "no " + tool.group() + " on this machine");
    }
  }

  private boolean isThere(String tool) {
    for (String place : environment.get("PATH").split(":")) {
      if (Files.isExecutable(Path.of(place, tool))) {
        return true;
      }
    }
    return false;
  }
}
