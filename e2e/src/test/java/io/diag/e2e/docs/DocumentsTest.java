package io.diag.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.e2e.harness.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be told of the documents without running anything. */
class DocumentsTest {
  private static final Set<String> LANGUAGES =
      Set.of(DocBlock.SHELL, DocBlock.CONSOLE, "text", "json", "yaml", "dockerfile", "nginx");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void everyBlockSaysWhatItIs() {
    for (String document : Documents.all()) {
      for (DocBlock block : DocBlock.of(document)) {
        assertThat(LANGUAGES).as(block.toString()).contains(block.language());
      }
    }
  }

  @Test
  void jsonAndYamlCanBeRead() throws IOException {
    int read = 0;
    for (String document : Documents.all()) {
      for (DocBlock block : DocBlock.of(document)) {
        if (block.language().equals("json")) {
          assertThat(STRICT.readTree(block.text()).isObject()).as(block.toString()).isTrue();
          read++;
        } else if (block.language().equals("yaml")) {
          assertThat(Manifests.objects(block.text())).as(block.toString()).isNotEmpty();
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(6);
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Set<String> dead = new TreeSet<>();
    for (String document : Documents.all()) {
      for (MatchResult link : LINK.matcher(Documents.read(document)).results().toList()) {
        if (!link.group(1).contains("://") && !exists(document, link.group(1))) {
          dead.add(document + ": " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void theArchitectureNamesEveryModule() throws IOException {
    String architecture = Documents.read("docs/architecture.md");
    Path root = Artifacts.repository();
    try (Stream<Path> files = Files.walk(root, 3)) {
      List<String> modules =
          files
              .filter(file -> file.getFileName().toString().equals("pom.xml"))
              .map(Path::getParent)
              .filter(folder -> Files.isDirectory(folder.resolve("src")))
              .map(folder -> root.relativize(folder).toString())
              .toList();
      assertThat(modules).hasSizeGreaterThan(10);
      assertThat(modules).allMatch(module -> architecture.contains("\n| `" + module + "` |"));
    }
  }

  private static boolean exists(String document, String link) {
    String path = link.replaceFirst("#.*", "");
    Path folder = Path.of("/" + document).getParent();
    String target =
        path.isEmpty() ? document : folder.resolve(path).normalize().toString().substring(1);
    if (!Files.exists(Artifacts.repository().resolve(target))) {
      return false;
    }
    return !link.contains("#") || anchors(target).contains(link.replaceFirst(".*#", ""));
  }

  /** As the headings are turned into names: small, without signs, hyphens for spaces. */
  private static Set<String> anchors(String document) {
    return HEADING
        .matcher(Documents.read(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
