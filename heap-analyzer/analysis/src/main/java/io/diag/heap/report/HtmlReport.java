package io.diag.heap.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Writes a report as one page that needs nothing else: no script, no font, no network. */
public final class HtmlReport {
  private static final int ROWS = 500;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 14px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto;
        padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: right; padding: 0.15rem 0.75rem 0.15rem 0; white-space: nowrap; }
      th:last-child, td:last-child { text-align: left; white-space: normal;
        overflow-wrap: anywhere; }
      tbody tr:nth-child(odd) { background: rgba(128, 128, 128, 0.1); }
      td { font-variant-numeric: tabular-nums; }
      ol { overflow-wrap: anywhere; }
      """;

  private HtmlReport() {}

  /** Leaves the writer open. */
  public static void write(HeapReport report, String name, Writer to) throws IOException {
    to.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    to.write("<title>" + escape(name) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n");
    to.write("<body>\n<h1>" + escape(name) + "</h1>\n<p>");
    to.write(number(report.objects()) + " objects, " + number(report.usedBytes()) + " bytes used");
    if (report.unreachableObjects() > 0) {
      to.write(
          "; of them unreachable: "
              + number(report.unreachableObjects())
              + " objects, "
              + number(report.unreachableBytes())
              + " bytes");
    }
    to.write("</p>\n");
    if (report.cut().isPresent()) {
      to.write("<p><strong>Partial:</strong> the dump is " + escape(report.cut().get()) + "</p>\n");
    }
    for (String note : report.notes()) {
      to.write("<p>Note: " + escape(note) + "</p>\n");
    }
    suspects(report.suspects(), to);
    begin("Classes", to, "retained bytes", "shallow bytes", "objects", "class");
    for (ClassHistogram.Row row : first(report.histogram())) {
      row(
          to,
          row.className(),
          number(row.retainedBytes()),
          number(row.shallowBytes()),
          number(row.count()));
    }
    end(report.histogram().size(), to);
    begin("Objects that no other dominates", to, "retained bytes", "shallow bytes", "object");
    for (HeapReport.Dominator row : first(report.dominators())) {
      row(to, row.label(), number(row.retainedBytes()), number(row.shallowBytes()));
    }
    end(report.dominators().size(), to);
    begin("Static fields", to, "retained bytes", "field");
    for (StaticFields.Row row : first(report.statics())) {
      row(to, row.className() + "." + row.field(), number(row.retainedBytes()));
    }
    end(report.statics().size(), to);
    if (report.details().isPresent()) {
      HtmlDetails.write(report.details().get(), to);
    }
    to.write("</body>\n</html>\n");
  }

  private static void suspects(List<Suspect> suspects, Writer to) throws IOException {
    to.write("<h2>Suspects</h2>\n");
    if (suspects.isEmpty()) {
      to.write("<p>No object or class holds much of the heap.</p>\n");
    }
    for (Suspect suspect : suspects) {
      to.write("<h3>" + escape(suspect.label()) + "</h3>\n<p>" + escape(suspect.sentence()));
      to.write("</p>\n<details><summary>Path from a root</summary>\n<ol>\n");
      for (String line : suspect.path()) {
        to.write("<li>" + escape(line) + "</li>\n");
      }
      to.write("</ol>\n</details>\n");
    }
  }

  static void begin(String title, Writer to, String... columns) throws IOException {
    to.write("<h2>" + title + "</h2>\n<table>\n<thead><tr>");
    for (String column : columns) {
      to.write("<th scope=\"col\">" + column + "</th>");
    }
    to.write("</tr></thead>\n<tbody>\n");
  }

  static void row(Writer to, String name, String... numbers) throws IOException {
    to.write("<tr>");
    for (String number : numbers) {
      to.write("<td>" + number + "</td>");
    }
    to.write("<td>" + escape(name) + "</td></tr>\n");
  }

  static void end(int rows, Writer to) throws IOException {
    to.write("</tbody>\n</table>\n");
    if (rows > ROWS) {
      to.write("<p>" + number(rows - ROWS) + " more rows are left out.</p>\n");
    }
  }

  static <T> List<T> first(List<T> rows) {
    return rows.subList(0, Math.min(ROWS, rows.size()));
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
