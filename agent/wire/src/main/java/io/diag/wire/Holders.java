package io.diag.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is most of in a JVM among that which a profile tells the beginning of, by name: its
 * threads, class loaders or mapped files. Immutable.
 */
public final class Holders {
  /** More are not told. */
  public static final int MOST = 8;

  private final List<String> units;
  private final List<Row> rows;

  /** How much there is of one name. */
  public static final class Row {
    private final String name;
    private final List<Long> amounts;

    /**
     * @param name of several that differ by a number, with {@code *} in its place
     * @param amounts one in each unit
     */
    public Row(String name, List<Long> amounts) {
      this.name = name;
      this.amounts = Collections.unmodifiableList(new ArrayList<>(amounts));
    }

    public String name() {
      return name;
    }

    public List<Long> amounts() {
      return amounts;
    }
  }

  /**
   * @param units of the amounts of each row, as in {@code {thread}} and {@code By}
   * @param rows the largest first
   */
  public Holders(List<String> units, List<Row> rows) {
    this.units = Collections.unmodifiableList(new ArrayList<>(units));
    this.rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  public List<String> units() {
    return units;
  }

  public List<Row> rows() {
    return rows;
  }

  /** As a part of a command's result. */
  public Map<String, Object> tree() {
    List<Object> list = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", row.name);
      each.put("amounts", row.amounts);
      list.add(each);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("units", units);
    tree.put("rows", list);
    return tree;
  }

  /** The same as text. */
  public String text() {
    byte[] json =
        WireJson.write(
            out -> {
              out.writeFieldName("holders");
              JsonTree.write(out, tree());
            });
    return new String(json, StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IOException if it is something else
   */
  public static Holders parse(String text) throws IOException {
    Holders[] holders = new Holders[1];
    WireJson.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        (name, json) -> {
          if (name.equals("holders")) {
            holders[0] = of(JsonTree.read(json));
          }
        });
    return WireJson.required("holders", holders[0]);
  }

  private static Holders of(Map<String, Object> tree) throws WireException {
    List<String> units = new ArrayList<>();
    for (Object unit : list(tree.get("units"))) {
      units.add(String.valueOf(unit));
    }
    List<Row> rows = new ArrayList<>();
    for (Object row : list(tree.get("rows"))) {
      if (!(row instanceof Map)) {
        throw new WireException("a row of 'holders' is no object");
      }
      List<Long> amounts = new ArrayList<>();
      for (Object amount : list(((Map<?, ?>) row).get("amounts"))) {
        amounts.add(amount instanceof Number ? ((Number) amount).longValue() : 0);
      }
      rows.add(new Row(String.valueOf(((Map<?, ?>) row).get("name")), amounts));
    }
    return new Holders(units, rows);
  }

  private static List<?> list(Object value) throws WireException {
    if (!(value instanceof List)) {
      throw new WireException("'holders' lacks a list");
    }
    return (List<?>) value;
  }
}
