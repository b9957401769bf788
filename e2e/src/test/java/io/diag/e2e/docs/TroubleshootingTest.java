package io.diag.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} quotes what the program says, and all of its refusals. */
class TroubleshootingTest {
  /** Shorter than this, a text is found anywhere. */
  private static final int TELLING_CHARS = 10;

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?:new (?:Cli|Misuse|Config)Exception|StartException\\.(?:misuse|failure))\\(");

  /** What is no sentence to anybody, or comes from elsewhere. */
  private static final Set<String> NO_MESSAGES = Set.of("error", "interrupted");

  @Test
  void everyMessageOnThePageIsInTheSource() throws IOException {
    List<String> said = new ArrayList<>();
    for (String source : java()) {
      said.addAll(SourceStrings.of(source));
    }
    for (Path page : files("ui/src", ".tsx", ".ts")) {
      said.add(Files.readString(page).replaceAll("\\s+", " "));
    }
    Set<String> unknown = new TreeSet<>();
    List<String> messages = messages();
    for (String message : messages) {
      List<String> parts = parts(message);
      assertThat(parts).as(message).anyMatch(part -> part.length() >= TELLING_CHARS);
      for (String part : parts) {
        if (said.stream().noneMatch(text -> text.contains(part))) {
          unknown.add(message + ": nobody says '" + part + "'");
        }
      }
    }
    assertThat(messages).hasSizeGreaterThan(100);
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyRefusalInTheSourceIsOnThePage() throws IOException {
    List<String> lines = page().lines().toList();
    Set<String> missing = new TreeSet<>();
    int refusals = 0;
    for (String source : java()) {
      for (String arguments : SourceStrings.arguments(source, REFUSAL)) {
        List<String> said =
            SourceStrings.of(arguments).stream()
                .map(String::trim)
                .filter(text -> text.length() > 1 && !NO_MESSAGES.contains(text))
                .toList();
        refusals++;
        if (lines.stream().noneMatch(line -> hasInOrder(line, fromTheLongest(said)))) {
          missing.add(String.join(" ... ", said));
        }
      }
    }
    assertThat(refusals).isGreaterThan(50);
    assertThat(missing).as("to be explained in docs/troubleshooting.md").isEmpty();
  }

  /** What stands before it may be one of several. */
  private static List<String> fromTheLongest(List<String> texts) {
    int longest = 0;
    for (int i = 1; i < texts.size(); i++) {
      longest = texts.get(i).length() > texts.get(longest).length() ? i : longest;
    }
    return texts.subList(longest, texts.size());
  }

  private static boolean hasInOrder(String line, List<String> parts) {
    int from = 0;
    for (String part : parts) {
      int at = line.indexOf(part, from);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
    }
    return true;
  }

  /** From the first column of each table of messages. */
  private static List<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    boolean among = false;
    for (String line : page().lines().toList()) {
      among = line.startsWith("|") && (among || line.startsWith("| message |"));
      if (among && line.startsWith("| ") && line.contains("`")) {
        String cell = line.substring(0, line.indexOf(" | "));
        List<String> quoted =
            QUOTED.matcher(cell).results().map((MatchResult one) -> one.group(1)).toList();
        assertThat(quoted).as(line).isNotEmpty();
        messages.addAll(quoted);
      }
    }
    return messages;
  }

  /** What stays of a message, whatever it is about. */
  private static List<String> parts(String message) {
    return Arrays.stream(message.split("\\.\\.\\.", -1))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Artifacts.repository().resolve("docs/troubleshooting.md"));
  }

  private static List<String> java() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : List.of("agent", "collector")) {
      for (Path file : files(module, ".java")) {
        if (file.toString().contains("/src/main/java/")) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static List<Path> files(String folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(Artifacts.repository().resolve(folder))) {
      return files
          .filter(file -> Arrays.stream(endings).anyMatch(end -> file.toString().endsWith(end)))
          .toList();
    }
  }
}
