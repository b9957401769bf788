package io.diag.collector.metrics;

import java.util.List;

/**
 * Writes the text format of Prometheus, version 0.0.4. Not for several threads.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
final class Exposition {
  private final StringBuilder text = new StringBuilder(8 << 10);

  void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ');
    text.append(help.replace("\\", "\\\\").replace("\n", "\\n"));
    text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /**
   * @param labels names, in the order of their values
   */
  void sample(String name, List<String> labels, List<String> values, double value) {
    text.append(name);
    for (int i = 0; i < labels.size(); i++) {
      text.append(i == 0 ? '{' : ',').append(labels.get(i)).append("=\"");
      text.append(escaped(values.get(i))).append('"');
    }
    text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
