package io.diag.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule has its page, which has the rule's true thresholds; nothing else has one. */
class PagesTest {
  private static final Path PAGES =
      Path.of(System.getProperty("diag.repository"), "docs", "findings");

  @Test
  void everyRuleHasItsPageAndEveryPageItsRule() throws IOException {
    Set<String> expected =
        Rules.all().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> pages = Files.list(PAGES)) {
      Set<String> names =
          pages
              .map(page -> page.getFileName().toString().replace(".md", ""))
              .filter(name -> !name.equals("README"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).isEqualTo(expected);
    }
  }

  @Test
  void aPageHasTheThresholdsOfItsRule() throws IOException {
    for (Rule rule : Rules.all()) {
      String page = Files.readString(PAGES.resolve(rule.name() + ".md"));
      String table =
          rule.thresholds().entrySet().stream()
              .map(one -> "| " + one.getKey() + " | " + one.getValue() + " |\n")
              .collect(Collectors.joining("", "| threshold | value |\n| --- | --- |\n", "\n"));
      assertThat(page).as(rule.name()).startsWith("# " + rule.name()).contains(table);
      for (String part :
          new String[] {
            "## What it means",
            "## How it is decided",
            "## How sure",
            "## What to do",
            "## What it cannot see"
          }) {
        assertThat(page).as(rule.name()).contains(part);
      }
      for (String series : rule.series()) {
        assertThat(page).as(rule.name()).contains("`" + series + "`");
      }
    }
  }
}
