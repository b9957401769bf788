package io.diag.collector.heap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What two analyses of one application differ in: by class, by what holds it, and by suspect. */
public final class HeapComparison {
  private static final String[] SIZES = {"count", "shallowBytes", "retainedBytes", "offHeapBytes"};

  private final JsonNode before;
  private final JsonNode after;

  /**
   * @param before the report of the earlier dump
   * @param after the report of the later one
   */
  public HeapComparison(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  /** A class, a path of classes, or a suspect, with its sizes then and now; null where unknown. */
  public record Row(String className, List<String> path, Sizes before, Sizes after) {
    /** How much more there is now, in the heap and outside. */
    long change() {
      return (after == null ? 0 : after.bytes()) - (before == null ? 0 : before.bytes());
    }

    /** Writes the fields; those before have names that end so. */
    public void write(JsonGenerator json) throws IOException {
      json.writeStringField("class", className);
      if (!path.isEmpty()) {
        json.writeArrayFieldStart("path");
        for (String step : path) {
          json.writeString(step);
        }
        json.writeEndArray();
      }
      write(json, before, "Before");
      write(json, after, "");
      json.writeNumberField("change", change());
    }

    private static void write(JsonGenerator json, Sizes sizes, String suffix) throws IOException {
      for (int i = 0; sizes != null && i < SIZES.length; i++) {
        if (sizes.values[i] != null) {
          json.writeNumberField(SIZES[i] + suffix, sizes.values[i]);
        }
      }
    }
  }

  /** How many objects and bytes; any may be unknown. */
  static final class Sizes {
    private final Long[] values = new Long[SIZES.length];

    void add(JsonNode row) {
      for (int i = 0; i < SIZES.length; i++) {
        JsonNode value = row.get(SIZES[i]);
        if (value != null) {
          values[i] = (values[i] == null ? 0 : values[i]) + value.asLong();
        }
      }
    }

    long bytes() {
      long retained = values[2] == null ? 0 : values[2];
      return retained + (values[3] == null ? 0 : values[3]);
    }
  }

  /** All classes; one that a dump lacks has no objects there. */
  public List<Row> classes() {
    Map<List<String>, Sizes> then = byClass(before);
    Map<List<String>, Sizes> now = byClass(after);
    List<Row> rows = new ArrayList<>();
    for (List<String> key : keys(then, now)) {
      rows.add(new Row(key.get(0), List.of(), orNone(then.get(key)), orNone(now.get(key))));
    }
    return sorted(rows);
  }

  /**
   * Paths of classes in the trees of dominators. Each tree has only what retains much, so that of a
   * path that one of them lacks it is not known how much it was.
   */
  public List<Row> paths() {
    Map<List<String>, Sizes> then = new HashMap<>();
    Map<List<String>, Sizes> now = new HashMap<>();
    paths(before.path("classTree"), List.of(), then);
    paths(after.path("classTree"), List.of(), now);
    List<Row> rows = new ArrayList<>();
    for (List<String> key : keys(then, now)) {
      rows.add(new Row(key.get(key.size() - 1), key, then.get(key), now.get(key)));
    }
    return sorted(rows);
  }

  /** Suspects by their class and what holds them; what is none is not known. */
  public List<Row> suspects() {
    Map<List<String>, Sizes> then = suspects(before);
    Map<List<String>, Sizes> now = suspects(after);
    List<Row> rows = new ArrayList<>();
    for (List<String> key : keys(then, now)) {
      rows.add(new Row(key.get(0), key.subList(1, 2), then.get(key), now.get(key)));
    }
    return sorted(rows);
  }

  private static Map<List<String>, Sizes> byClass(JsonNode report) {
    Map<List<String>, Sizes> found = new HashMap<>();
    for (JsonNode row : report.path("histogram")) {
      found.computeIfAbsent(List.of(row.path("class").asText()), any -> new Sizes()).add(row);
    }
    return found;
  }

  private static Map<List<String>, Sizes> suspects(JsonNode report) {
    Map<List<String>, Sizes> found = new HashMap<>();
    for (JsonNode row : report.path("suspects")) {
      List<String> key = List.of(row.path("class").asText(), row.path("holder").asText());
      found.computeIfAbsent(key, any -> new Sizes()).add(row);
    }
    return found;
  }

  private static void paths(JsonNode nodes, List<String> above, Map<List<String>, Sizes> to) {
    for (JsonNode node : nodes) {
      List<String> path = new ArrayList<>(above);
      path.add(node.path("class").asText());
      to.computeIfAbsent(path, any -> new Sizes()).add(node);
      paths(node.path("children"), path, to);
    }
  }

  private static Sizes orNone(Sizes sizes) {
    if (sizes != null) {
      return sizes;
    }
    Sizes none = new Sizes();
    none.values[0] = 0L;
    none.values[1] = 0L;
    none.values[2] = 0L;
    return none;
  }

  private static Set<List<String>> keys(
      Map<List<String>, Sizes> then, Map<List<String>, Sizes> now) {
    Set<List<String>> keys = new LinkedHashSet<>(now.keySet());
    keys.addAll(then.keySet());
    return keys;
  }

  private static List<Row> sorted(List<Row> rows) {
    rows.sort(
        Comparator.comparingLong((Row row) -> Math.abs(row.change()))
            .reversed()
            .thenComparing(Row::className)
            .thenComparing(row -> String.join(" ", row.path())));
    return rows;
  }
}
