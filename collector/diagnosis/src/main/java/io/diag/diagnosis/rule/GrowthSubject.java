package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.growth.Bound;
import io.diag.diagnosis.growth.Growth;
import io.diag.diagnosis.growth.GrowthScale;
import io.diag.diagnosis.growth.MemoryHistory;
import io.diag.diagnosis.growth.MemoryKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one {@link GrowthRule} is about: the kind of memory, its words and its series. Immutable.
 */
final class GrowthSubject {
  /** The series that every growth is compared with. */
  private static final String[] AROUND = {
    "diag.process.rss",
    "diag.cgroup.memory.limit",
    "diag.machine.memory.available",
    "diag.machine.memory.total",
    "process.uptime"
  };

  final String rule;
  final MemoryKind kind;

  /** As it begins a sentence: {@code Direct buffers}. */
  final String name;

  /** Whether a verb after it stands in the plural. */
  final boolean plural;

  final GrowthScale scale;
  private final MemoryKind other;
  final String label;
  final List<String> series;
  final Map<String, String> labels;
  private final List<Action> actions;

  /**
   * @param other a second measure of the same, or null; the worse of both counts
   * @param label of the evidence
   * @param series what it reads; the first is the evidence
   * @param labels which of the first
   */
  GrowthSubject(
      String rule,
      MemoryKind kind,
      MemoryKind other,
      String name,
      boolean plural,
      GrowthScale scale,
      String label,
      List<String> series,
      Map<String, String> labels,
      List<Action> actions) {
    this.rule = rule;
    this.kind = kind;
    this.other = other;
    this.name = name;
    this.plural = plural;
    this.scale = scale;
    this.label = label;
    this.series = series;
    this.labels = Collections.unmodifiableMap(labels);
    this.actions = actions;
  }

  Set<String> series() {
    Set<String> all = new TreeSet<>(series);
    Collections.addAll(all, AROUND);
    return all;
  }

  List<Action> actions() {
    return actions;
  }

  Growth growth(MemoryHistory history) {
    Growth growth = history.growth(kind);
    if (other == null) {
      return growth;
    }
    Growth second = history.growth(other);
    // More of it in memory may be the same files read more, which the kernel takes back.
    return second.sureness().compareTo(growth.sureness()) > 0 ? second.atMostLikely() : growth;
  }

  boolean countsBytes() {
    return kind != MemoryKind.THREADS;
  }

  /** Whether there is a limit that its growth comes nearer to. */
  boolean isBounded() {
    return Arrays.stream(Bound.values()).anyMatch(bound -> bound.bounds(kind));
  }

  String unit() {
    return countsBytes() ? "By" : "{thread}";
  }
}
