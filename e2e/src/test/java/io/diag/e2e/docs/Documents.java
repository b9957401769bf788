package io.diag.e2e.docs;

import io.diag.e2e.harness.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the repository, by their paths in it. */
final class Documents {
  private Documents() {}

  static List<String> all() {
    Path root = Artifacts.repository();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "benchmarks/README.md", "ui/README.md"),
              docs.filter(path -> path.toString().endsWith(".md"))
                  .map(path -> root.relativize(path).toString())
                  .sorted())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String read(String document) {
    try {
      return Files.readString(Artifacts.repository().resolve(document));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
