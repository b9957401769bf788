package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.diag.hprof.dump.HeapShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyseCommandTest {
  private static final int ENTRIES = 400;

  @TempDir Path folder;
  private final PlantedLeak leak = new PlantedLeak(HeapShape.COMPRESSED, ENTRIES);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void dump() throws IOException {
    file = Files.write(folder.resolve("app <1>.hprof"), leak.dump.build());
  }

  @Test
  void theJsonHasWhatTheReportHas() throws IOException {
    assertThat(run(file.toString(), "--json")).isZero();
    Map<String, Object> report = object(json(out.toString()));
    assertThat(report).containsEntry("partial", false).containsEntry("notes", List.of());
    List<Object> histogram = list(report.get("histogram"));
    assertThat(histogram)
        .contains(
            Map.of(
                "class",
                "com.acme.Entry",
                "count",
                (long) ENTRIES,
                "shallowBytes",
                24L * ENTRIES,
                "retainedBytes",
                (24L + 120) * ENTRIES));
    long used = 0;
    long objects = 0;
    for (Object row : histogram) {
      used += (long) object(row).get("shallowBytes");
      objects += (long) object(row).get("count");
    }
    assertThat(report).containsEntry("usedBytes", used).containsEntry("objects", objects);
    Map<String, Object> suspect = object(list(report.get("suspects")).get(0));
    assertThat(suspect.get("class")).isEqualTo("java.lang.Object[]");
    assertThat(suspect.get("retainedBytes")).isEqualTo(leak.retainedBytes);
    assertThat(list(suspect.get("path"))).hasSize(3);
    assertThat(suspect.keySet().toString())
        .isEqualTo("[object, class, label, retainedBytes, holder, sentence, path]");
    Map<String, Object> dominator = object(list(report.get("dominators")).get(0));
    assertThat(dominator.get("label")).isEqualTo("class com.acme.Cache");
    assertThat(dominator.keySet().toString())
        .isEqualTo("[object, class, label, shallowBytes, retainedBytes]");
    Map<String, Object> field = object(list(report.get("statics")).get(0));
    assertThat(field.get("field")).isEqualTo("ENTRIES");
    assertThat(report)
        .containsKeys("duplicates", "collections", "threads", "loaders", "offHeapOwners")
        .containsKeys("unreachable", "classTree");
    assertThat(err.toString()).contains("objects", "references", "dominators", "contents");
  }

  @Test
  void aBriefReportReadsTheDumpOnceLess() throws IOException {
    assertThat(run(file.toString(), "--json", "--brief")).isZero();
    assertThat(object(json(out.toString()))).containsKey("suspects").doesNotContainKey("threads");
    assertThat(err.toString()).doesNotContain("contents");
  }

  @Test
  void aCutDumpIsPartialInEveryForm() throws IOException {
    byte[] dump = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(dump, dump.length / 2));
    Path page = folder.resolve("report.html");
    assertThat(run(file.toString(), "--json", "--quiet", "--html", page.toString())).isZero();
    Map<String, Object> report = object(json(out.toString()));
    String cut = String.format("truncated at 0x%X in", dump.length / 2);
    assertThat(report).containsEntry("partial", true);
    assertThat(report.get("cut").toString()).startsWith(cut);
    assertThat(Files.readString(page)).contains("<strong>Partial:</strong> the dump is " + cut);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void thePageNeedsNothingElseAndTakesNoNameForMarkup() throws IOException {
    Path page = folder.resolve("report.html");
    assertThat(run(file.toString(), "--html", page.toString())).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .contains("<h1>app &lt;1&gt;.hprof</h1>", "com.acme.Entry", "Path from a root")
        .contains("<h2>Equal texts and arrays</h2>", "<h2>Threads</h2>", "<td>main</td>")
        .doesNotContain("src=", "href=", "<script", "http:", "https:");
    assertThat(out.toString())
        .contains("suspects", "it is reached from the static field ENTRIES of com.acme.Cache.");
  }

  @Test
  void theIndexStaysWhereItWasAskedFor() throws IOException {
    Path index = folder.resolve("index");
    assertThat(run(file.toString(), "--json", "--index", index.toString())).isZero();
    assertThat(Files.readString(index.resolve("report.json")) + System.lineSeparator())
        .isEqualTo(out.toString());
    try (Stream<Path> files = Files.list(index)) {
      assertThat(files.map(any -> any.getFileName().toString()))
          .contains("dominators", "references", "types");
    }
  }

  @Test
  void whatIsNoDumpIsRefusedWithItsPlace() throws IOException {
    Files.writeString(file, "no dump, but a text that is longer than a header");
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .endsWith("0x0 in header: is no HPROF: it does not begin with 'JAVA PROFILE 1.0.'\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsSaidSo() {
    assertThat(run(folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("diag-heap: there is no file ");
  }

  @Test
  void misuseIsToldApart() {
    assertThat(run()).isEqualTo(2);
    assertThat(run(file.toString(), "--jsno")).isEqualTo(2);
  }

  private int run(String... args) {
    return new CommandLine(new AnalyseCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private static Object json(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return value(parser);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        return map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        return list;
      }
      case VALUE_NUMBER_INT -> {
        return parser.getLongValue();
      }
      case VALUE_STRING -> {
        return parser.getText();
      }
      default -> {
        return parser.getBooleanValue();
      }
    }
  }
}
