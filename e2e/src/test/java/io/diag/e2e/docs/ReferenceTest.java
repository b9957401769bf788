package io.diag.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.e2e.harness.Artifacts;
import io.diag.wire.CommandListCodec;
import io.diag.wire.CommandReportCodec;
import io.diag.wire.GoodbyeCodec;
import io.diag.wire.HelloCodec;
import io.diag.wire.SeriesCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The references name what there is: commands, paths of the API, bodies of the wire. */
class ReferenceTest {
  private static final String OPENAPI =
      "collector/server/src/main/resources/io/diag/collector/api/openapi.json";

  private static final Pattern CALLED = Pattern.compile("java -jar diag\\.jar ([a-z]+)");
  private static final Pattern NAMED = Pattern.compile("(?s)@Command\\(\\s*name = \"(\\w+)\"");

  /** An id as the page writes one, to stand in a quoted pattern. */
  private static final String ANY_ID = Matcher.quoteReplacement("\\E(\\$[A-Z]*ID|\\{id\\})\\Q");

  /** A body in the text; what is elided is none. */
  private static final Pattern BODY = Pattern.compile("`(\\{\"time\"[^`]*})`");

  @Test
  void everyCommandInTheTextExistsAndIsExplained() throws IOException {
    Set<String> commands = new TreeSet<>();
    Path sources = Artifacts.repository().resolve("agent/cli/src/main/java/io/diag/cli");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Command.java")).toList()) {
        Matcher name = NAMED.matcher(Files.readString(file));
        assertThat(name.find()).as(file.toString()).isTrue();
        commands.add(name.group(1));
      }
    }
    Set<String> called =
        Documents.all().stream()
            .flatMap(document -> CALLED.matcher(Documents.read(document)).results())
            .map(result -> result.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called).isEqualTo(commands);
  }

  @Test
  void thePageOnTheApiHasItsPathsAndParameters() throws IOException {
    String page = Documents.read("docs/api.md");
    Path openapi = Artifacts.repository().resolve(OPENAPI);
    JsonNode paths = new ObjectMapper().readTree(Files.readString(openapi)).get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      assertThat(page)
          .containsPattern("\\Q" + path.getKey().replaceAll("\\{\\w+}", ANY_ID) + "\\E");
      for (JsonNode parameters : path.getValue().findValues("parameters")) {
        for (JsonNode one : parameters) {
          if (one.path("in").asText().equals("query")) {
            assertThat(page).contains("`" + one.get("name").asText() + "`");
          }
        }
      }
    }
    assertThat(paths.size()).isGreaterThan(10);
  }

  @Test
  void theBodiesOnThePageOfTheWireAreThoseOfItsCodec() throws IOException {
    int read = 0;
    for (DocBlock block : DocBlock.of("docs/wire.md")) {
      if (block.language().equals("json")) {
        read += read(block.text()) ? 1 : 0;
      }
    }
    for (MatchResult body : BODY.matcher(Documents.read("docs/wire.md")).results().toList()) {
      read += body.group(1).contains("{...}") || !read(body.group(1)) ? 0 : 1;
    }
    assertThat(read).as("hello, commands, series, report and goodbye").isEqualTo(5);
  }

  /** Whether it is a body, and not a part of one. */
  private static boolean read(String json) throws IOException {
    try (InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      if (json.contains("\"jdk\"")) {
        assertThat(HelloCodec.read(in)).isNotNull();
      } else if (json.contains("\"commands\"")) {
        assertThat(CommandListCodec.read(in)).isNotNull();
      } else if (json.contains("\"points\"")) {
        assertThat(SeriesCodec.read(in)).isNotNull();
      } else if (json.contains("\"progress\"")) {
        assertThat(CommandReportCodec.read(in)).isNotNull();
      } else if (json.contains("\"reason\"")) {
        assertThat(GoodbyeCodec.read(in)).isNotNull();
      } else {
        return false;
      }
      return true;
    }
  }
}
