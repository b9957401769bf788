package io.diag.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/series.md} says of each series. Immutable. */
public final class SeriesDocs {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|");

  /** Only where a control group limits or accounts them, or the kernel tells. */
  private static final Set<String> BY_SYSTEM =
      Set.of(
          "diag.cgroup.memory.limit",
          "diag.cgroup.memory.usage",
          "diag.cgroup.memory.swap",
          "diag.cgroup.memory.events",
          "diag.cgroup.cpu.quota",
          "diag.cgroup.cpu.periods",
          "diag.cgroup.cpu.throttled.periods",
          "diag.cgroup.cpu.throttled.time",
          "diag.machine.pressure.time",
          "diag.process.swap",
          "diag.process.fds.limit");

  /** Only when an event loop was blocked, or the whole process stood still. */
  private static final Set<String> BY_TROUBLE =
      Set.of("diag.loop.episode.duration", "diag.loop.stall.duration");

  /** Only with an option of the JVM. */
  private static final Set<String> BY_OPTION = Set.of("diag.nmt.committed");

  /** Of applications that use a library. */
  private static final Set<String> OF_LIBRARIES = Set.of("netty-memory");

  /** Of the feature that sends what a command asked for. */
  private static final String ON_COMMAND = "commands";

  /** What the collector makes of profiles, which come once a minute. */
  private static final String OF_PROFILES = "cpu-profile";

  /** Of applications that have event loops, or pools of threads. */
  private static final Set<String> OF_SOME = Set.of("loops", "workers");

  private final List<Row> rows;

  private SeriesDocs(List<Row> rows) {
    this.rows = rows;
  }

  private record Row(String name, String feature, String unit) {}

  public static SeriesDocs read() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(Artifacts.repository().resolve("docs/series.md")));
    return new SeriesDocs(rows.results().map(SeriesDocs::row).toList());
  }

  private static Row row(MatchResult row) {
    return new Row(row.group(1), row.group(2), row.group(3));
  }

  /** The unit of each series. */
  public Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    rows.forEach(row -> units.put(row.name, row.unit));
    return units;
  }

  /** What every JVM has by itself after a collection, whatever the machine. */
  public Set<String> everywhere() {
    Set<String> names = new LinkedHashSet<>();
    byFeature().forEach((feature, series) -> names.addAll(series));
    names.removeAll(byFeature().get(ON_COMMAND));
    OF_SOME.forEach(feature -> names.removeAll(byFeature().get(feature)));
    return names;
  }

  /**
   * The series that each feature sends, in the order of the document, less those that are the
   * machine's, an option's or a library's.
   */
  public Map<String, Set<String>> byFeature() {
    Map<String, Set<String>> features = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!BY_SYSTEM.contains(row.name)
          && !BY_TROUBLE.contains(row.name)
          && !BY_OPTION.contains(row.name)
          && !OF_LIBRARIES.contains(row.feature)
          && !row.feature.equals(OF_PROFILES)) {
        features.computeIfAbsent(row.feature, key -> new LinkedHashSet<>()).add(row.name);
      }
    }
    return features;
  }
}
