package io.diag.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The answer of an agent about its loops as a table. Immutable. */
final class LoopRows {
  private static final String ROW = "loop.";
  private static final List<String> TITLES =
      Arrays.asList("LOOP", "FRAMEWORK", "ROLE", "BUSY", "TICKS", "P50 ms", "P99 ms", "MAX ms");

  /** From this column on there are numbers. */
  private static final int NUMBERS_FROM = 3;

  private final List<List<String>> rows;

  private LoopRows(List<List<String>> rows) {
    this.rows = rows;
  }

  /**
   * @param reply has a line {@code loop.N} for each loop, its columns separated by tabs; an unknown
   *     one is empty, and columns that a newer agent adds are left out
   */
  static LoopRows of(Map<String, String> reply) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, String> entry : reply.entrySet()) {
      if (entry.getKey().startsWith(ROW)) {
        List<String> row = new ArrayList<>(Arrays.asList(entry.getValue().split("\t", -1)));
        while (row.size() < TITLES.size()) {
          row.add("");
        }
        rows.add(row);
      }
    }
    return new LoopRows(rows);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines() {
    List<List<String>> all = new ArrayList<>(Collections.singletonList(TITLES));
    all.addAll(rows);
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < TITLES.size(); column++) {
        line.append(column == 0 ? "" : "  ").append(padded(row.get(column), column, all));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String padded(String text, int column, List<List<String>> all) {
    int width = 1;
    for (List<String> row : all) {
      width = Math.max(width, row.get(column).length());
    }
    return String.format((column < NUMBERS_FROM ? "%-" : "%") + width + "s", text);
  }
}
