package io.diag.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was seen in each JDK: rows of what there may be, a column for each JDK, as {@code
 * docs/compatibility.md} shows it.
 */
public final class CompatibilityTable {
  private final Map<Integer, Map<String, String>> cellsByJdk = new TreeMap<>();

  /** Takes over what was seen in one JDK, by row. */
  public void put(int jdk, Map<String, String> cells) {
    cellsByJdk.put(jdk, new LinkedHashMap<>(cells));
  }

  /** The column of a JDK, without empty cells; empty if it has none. */
  public Map<String, String> column(int jdk) {
    return cellsByJdk.getOrDefault(jdk, Map.of());
  }

  /** Reads the first table of a document. */
  public static CompatibilityTable read(Path document) throws IOException {
    CompatibilityTable table = new CompatibilityTable();
    int[] jdks = null;
    for (String line : Files.readAllLines(document)) {
      if (!line.startsWith("|")) {
        continue;
      }
      String[] parts = line.substring(1, line.lastIndexOf('|')).split("\\|", -1);
      if (jdks == null) {
        jdks = new int[parts.length - 1];
        for (int i = 0; i < jdks.length; i++) {
          jdks[i] = Integer.parseInt(parts[i + 1].replaceAll("\\D", ""));
          table.cellsByJdk.put(jdks[i], new LinkedHashMap<>());
        }
      } else if (!line.startsWith("| ---")) {
        for (int i = 0; i < jdks.length; i++) {
          String cell = parts[i + 1].trim();
          if (!cell.isEmpty()) {
            table.cellsByJdk.get(jdks[i]).put(parts[0].trim(), cell);
          }
        }
      }
    }
    return table;
  }

  /** As the document has it. */
  public String asMarkdown() {
    Set<String> rows = new LinkedHashSet<>();
    cellsByJdk.values().forEach(cells -> rows.addAll(cells.keySet()));
    StringBuilder text = new StringBuilder("| |");
    cellsByJdk.keySet().forEach(jdk -> text.append(" JDK ").append(jdk).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(cellsByJdk.size())).append('\n');
    for (String row : rows) {
      text.append("| ").append(row).append(" |");
      for (Map<String, String> cells : cellsByJdk.values()) {
        text.append(' ').append(cells.getOrDefault(row, "")).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }
}
