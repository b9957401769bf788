package io.diag.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import one.convert.FlameGraph;

/**
 * A flame graph as one HTML page that needs nothing else. The page is the converter's, which counts
 * samples; here its numbers carry the event's unit.
 */
final class FlamePage {
  private static final String FUNCTION = "function samples(n) {";
  private static final String END = "\n\t}\n";
  private static final String CHARSET = "<meta charset='utf-8'>";

  private FlamePage() {}

  /**
   * The page.
   *
   * @param unit of the weights: {@code ns}, {@code By} or what is counted, as in {@code {thread}}
   * @param title as text; what HTML would take for its own is escaped
   */
  static byte[] write(FlameGraph flame, String unit, String title) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    flame.dump(out);
    String page = new String(out.toByteArray(), StandardCharsets.UTF_8);
    int from = page.indexOf(FUNCTION);
    int to = page.indexOf(END, from);
    int head = page.indexOf(CHARSET) + CHARSET.length();
    if (from < 0 || to < 0 || head < CHARSET.length()) {
      throw new IOException("the converter's page is not the one this was written for");
    }
    return (page.substring(0, head)
            + "\n<title>"
            + escaped(title)
            + "</title>"
            + page.substring(head, from + FUNCTION.length())
            + "\n\t\t"
            + amount(unit)
            + page.substring(to))
        .getBytes(StandardCharsets.UTF_8);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Script that writes an amount in a unit a person reads. */
  private static String amount(String unit) {
    switch (unit) {
      case "By":
        return "return n < 1024 ? n + ' B' : n < 1048576 ? (n / 1024).toFixed(1) + ' KiB'"
            + " : (n / 1048576).toFixed(1) + ' MiB';";
      case "ns":
        return "return n < 1e6 ? (n / 1e3).toFixed(1) + ' \u00b5s' : n < 1e9 ? (n / 1e6).toFixed(1)"
            + " + ' ms' : (n / 1e9).toFixed(2) + ' s';";
      default:
        return "return n + ' ' + (n === 1 ? '"
            + CountWords.one(unit)
            + "' : '"
            + CountWords.many(unit)
            + "');";
    }
  }
}
