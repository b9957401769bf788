package io.diag.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each JDK offers: a row for each thing there may be, a column for each JDK, and under it the
 * notes that cells refer to by number, as {@code docs/compatibility.md} has them. Not thread-safe.
 */
public final class CompatibilityTable {
  private static final Pattern CELL = Pattern.compile("(.+?)(?: \\((\\d+)\\))?");
  private static final Pattern NOTE = Pattern.compile("(\\d+)\\. (.+)");

  private final Map<Integer, Map<String, Cell>> cellsByJdk = new TreeMap<>();

  /**
   * What one JDK offers of one thing.
   *
   * @param verdict a word or two
   * @param note why not, or what of it is missing; empty if there is nothing to say
   */
  public record Cell(String verdict, String note) {
    public static final Cell YES = new Cell("yes", "");

    /** The JDK has nothing of which there could be something to tell. */
    public static final Cell NOTHING_THERE = new Cell("-", "");

    public static Cell no(String why) {
      return new Cell("no", why);
    }

    public static Cell inPart(String whatIsMissing) {
      return new Cell("in part", whatIsMissing);
    }
  }

  /** Takes over what was seen in one JDK, by row. */
  public void put(int jdk, Map<String, Cell> cells) {
    cellsByJdk.put(jdk, new LinkedHashMap<>(cells));
  }

  /** The column of a JDK by row, from top to bottom; empty if it has none. */
  public Map<String, Cell> column(int jdk) {
    return cellsByJdk.getOrDefault(jdk, Map.of());
  }

  /** Reads a document with one table and, after it, one numbered list. */
  public static CompatibilityTable read(Path document) throws IOException {
    List<String[]> rows = new ArrayList<>();
    Map<String, String> notes = new LinkedHashMap<>();
    for (String line : Files.readAllLines(document)) {
      Matcher note = NOTE.matcher(line);
      if (line.startsWith("|")) {
        rows.add(line.substring(1, line.lastIndexOf('|')).split("\\|", -1));
      } else if (note.matches()) {
        notes.put(note.group(1), note.group(2));
      }
    }
    CompatibilityTable table = new CompatibilityTable();
    for (int column = 1; !rows.isEmpty() && column < rows.get(0).length; column++) {
      Map<String, Cell> cells = new LinkedHashMap<>();
      for (String[] row : rows.subList(2, rows.size())) {
        cells.put(row[0].trim(), cell(row[column].trim(), notes));
      }
      table.put(Integer.parseInt(rows.get(0)[column].replaceAll("\\D", "")), cells);
    }
    return table;
  }

  private static Cell cell(String text, Map<String, String> notes) {
    Matcher parts = CELL.matcher(text);
    if (!parts.matches()) {
      return new Cell(text, "");
    }
    String number = parts.group(2);
    return new Cell(
        parts.group(1), number == null ? "" : notes.getOrDefault(number, "no note " + number));
  }

  /** As the document has it. */
  public String asMarkdown() {
    Set<String> rows = new LinkedHashSet<>();
    cellsByJdk.values().forEach(cells -> rows.addAll(cells.keySet()));
    List<String> notes = new ArrayList<>();
    StringBuilder text = new StringBuilder("| |");
    cellsByJdk.keySet().forEach(jdk -> text.append(" JDK ").append(jdk).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(cellsByJdk.size())).append('\n');
    for (String row : rows) {
      text.append("| ").append(row).append(" |");
      for (Map<String, Cell> cells : cellsByJdk.values()) {
        text.append(' ').append(markdown(cells.get(row), notes)).append(" |");
      }
      text.append('\n');
    }
    for (int i = 0; i < notes.size(); i++) {
      text.append(i == 0 ? "\n" : "").append(i + 1).append(". ").append(notes.get(i)).append('\n');
    }
    return text.toString();
  }

  /** A note that several cells have stands once. */
  private static String markdown(Cell cell, List<String> notes) {
    if (cell == null) {
      return "";
    }
    if (cell.note().isEmpty()) {
      return cell.verdict();
    }
    if (!notes.contains(cell.note())) {
      notes.add(cell.note());
    }
    return cell.verdict() + " (" + (notes.indexOf(cell.note()) + 1) + ")";
  }
}
