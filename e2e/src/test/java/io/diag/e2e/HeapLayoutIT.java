package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.old.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps of every collector and layout of objects: what is held is told to the byte. */
class HeapLayoutIT {
  private static final int WIDE_HEADER = 16;

  @TempDir private Path folder;

  /** How a JVM lays objects out. */
  private enum Layout {
    USUAL(12, 4, 8, ""),
    WIDE_REFERENCES(12, 8, 8, "-XX:-UseCompressedOops"),
    ALIGNED_BY_16(12, 4, 16, "-XX:ObjectAlignmentInBytes=16"),
    COMPACT(8, 4, 8, "-XX:+UseCompactObjectHeaders"),
    COMPACT_WIDE(8, 8, 8, "-XX:+UseCompactObjectHeaders -XX:-UseCompressedOops");

    private final int header;
    private final int reference;
    private final int alignment;
    private final String options;

    Layout(int header, int reference, int alignment, String options) {
      this.header = header;
      this.reference = reference;
      this.alignment = alignment;
      this.options = options;
    }

    long aligned(long bytes) {
      return (bytes + alignment - 1) / alignment * alignment;
    }

    /** The length of an array stands behind the header. */
    long array(int jdk, long elementBytes, int elementSize) {
      long length = header(jdk) + 4L;
      long before = (length + elementSize - 1) / elementSize * elementSize;
      return aligned((header(jdk) == WIDE_HEADER ? 24 : before) + elementBytes);
    }

    long book(int jdk) {
      return aligned(header(jdk) + reference + 8L + 1);
    }

    /** Before JDK 15 the pointer to the class was as wide as references are. */
    private int header(int jdk) {
      return jdk < 15 && reference == 8 ? WIDE_HEADER : header;
    }
  }

  /** One JVM to be dumped. */
  private record Case(int jdk, String collector, Layout layout) {
    @Override
    public String toString() {
      return "JDK " + jdk + ", " + collector + ", " + layout;
    }
  }

  static Stream<Case> cases() {
    if (!Boolean.getBoolean("diag.all")) {
      return Stream.of(
          new Case(17, "Serial", Layout.USUAL),
          new Case(17, "Parallel", Layout.ALIGNED_BY_16),
          new Case(17, "Z", Layout.WIDE_REFERENCES),
          new Case(17, "Shenandoah", Layout.USUAL),
          new Case(25, "G1", Layout.COMPACT),
          new Case(25, "Z", Layout.COMPACT_WIDE),
          new Case(25, "Parallel", Layout.WIDE_REFERENCES),
          new Case(25, "Shenandoah", Layout.ALIGNED_BY_16));
    }
    List<Case> all = new ArrayList<>();
    Jdks.sinceEight()
        .forEach(
            jdk -> {
              for (String collector : List.of("G1", "Parallel", "Serial", "Z", "Shenandoah")) {
                for (Layout layout : Layout.values()) {
                  boolean isWide = layout.reference == 8;
                  boolean isCompact = layout.header == 8;
                  boolean exists = collector.equals("Z") ? jdk > 11 && isWide : true;
                  if (exists && (!isCompact || jdk >= 25)) {
                    all.add(new Case(jdk, collector, layout));
                  }
                }
              }
            });
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatAListHoldsIsToldToTheByte(Case one) throws IOException {
    Jdk jdk = Jdks.orSkip(one.jdk());
    List<String> options = new ArrayList<>(List.of("-Xmx128m", "-XX:+UnlockExperimentalVMOptions"));
    options.add("-XX:+Use" + one.collector() + "GC");
    if (!one.layout().options.isEmpty()) {
      options.addAll(List.of(one.layout().options.split(" ")));
    }
    Path dump = folder.resolve("shelf.hprof");
    try (Forked shelf = Forked.target(jdk, options, Shelf.class)) {
      Assumptions.assumeTrue(starts(shelf), () -> one + ": this JVM has no such collector");
      Cli.Result taken = Cli.diag("heap", shelf.pid(), "--out", dump);
      assertThat(taken.exitCode()).as(taken.err()).isZero();
    }
    JsonNode report = analyse(dump);
    Layout layout = one.layout();
    assertThat(report.get("partial").asBoolean()).isFalse();
    JsonNode books = row(report, "Book");
    assertThat(books.get("count").asInt()).isEqualTo(Shelf.BOOKS);
    assertThat(books.get("shallowBytes").asLong()).isEqualTo(Shelf.BOOKS * layout.book(one.jdk()));
    long each = layout.book(one.jdk()) + layout.array(one.jdk(), Shelf.PAGE_BYTES, 1);
    JsonNode first = report.get("suspects").get(0);
    assertThat(first.get("retainedBytes").asLong())
        .isEqualTo(
            Shelf.BOOKS * each
                + layout.array(one.jdk(), (long) Shelf.BOOKS * layout.reference, layout.reference));
    assertThat(first.get("holder").asText())
        .isEqualTo("the static field BOOKS_HELD of " + Shelf.class.getName());
  }

  private static boolean starts(Forked shelf) {
    eventually(
        "it is ready, or has ended",
        Duration.ofSeconds(30),
        () -> shelf.out().contains("ready") || !shelf.isAlive(),
        done -> done);
    if (shelf.out().contains("ready")) {
      return true;
    }
    assertThat(shelf.err() + shelf.out())
        .containsAnyOf("Unrecognized VM option", "not supported", "Conflicting", "selected");
    return false;
  }

  private static JsonNode analyse(Path dump) throws IOException {
    String jar = "heap-analyzer/analysis/target/diag-heap.jar";
    List<String> command =
        List.of(
            Jdk.own().java().toString(),
            "-Xmx128m",
            "-jar",
            Artifacts.repository().resolve(jar).toString(),
            dump.toString(),
            "--json",
            "--quiet");
    try (Forked analyzer = Forked.start(command, Map.of())) {
      assertThat(analyzer.awaitExit(Duration.ofSeconds(60))).as(analyzer.err()).isZero();
      return new ObjectMapper().readTree(analyzer.out());
    } finally {
      Files.delete(dump);
    }
  }

  private static JsonNode row(JsonNode report, String name) {
    for (JsonNode row : report.get("histogram")) {
      if (row.get("class").asText().equals(Shelf.class.getName() + "$" + name)) {
        return row;
      }
    }
    throw new AssertionError("no " + name);
  }
}
