package io.diag.heap.report;

import io.diag.heap.contents.CollectionFill;
import io.diag.heap.contents.Unreachable;
import java.io.IOException;
import java.io.Writer;

/** Writes the tables of a closer look into the page of a report. */
final class HtmlDetails {
  private HtmlDetails() {}

  static void write(HeapDetails details, Writer to) throws IOException {
    HtmlReport.begin("Memory outside the heap", to, "bytes", "buffers", "kind", "owner");
    for (OffHeapOwners.Row row : HtmlReport.first(details.offHeapOwners())) {
      HtmlReport.row(
          to,
          row.label(),
          HtmlReport.number(row.bytes()),
          HtmlReport.number(row.buffers()),
          row.kind().label());
    }
    HtmlReport.end(details.offHeapOwners().size(), to);
    HtmlReport.begin("Equal texts and arrays", to, "wasted bytes", "copies", "text or elements");
    for (EqualContents.Row row : HtmlReport.first(details.duplicates())) {
      HtmlReport.row(
          to,
          row.className() + " " + row.preview(),
          HtmlReport.number(row.wastedBytes()),
          HtmlReport.number(row.count()));
    }
    HtmlReport.end(details.duplicates().size(), to);
    HtmlReport.begin(
        "Collections", to, "unused bytes", "elements", "empty", "collections", "class");
    for (CollectionFill.Row row : HtmlReport.first(details.collections())) {
      HtmlReport.row(
          to,
          row.className(),
          HtmlReport.number(row.unusedBytes()),
          HtmlReport.number(row.elements()),
          HtmlReport.number(row.empty()),
          HtmlReport.number(row.count()));
    }
    HtmlReport.end(details.collections().size(), to);
    HtmlReport.begin("Threads", to, "held bytes", "frames", "thread");
    for (ThreadStacks.Row row : HtmlReport.first(details.threads())) {
      HtmlReport.row(
          to,
          row.name(),
          HtmlReport.number(row.retainedBytes()),
          HtmlReport.number(row.frames().size()));
    }
    HtmlReport.end(details.threads().size(), to);
    HtmlReport.begin("Unreachable", to, "bytes", "objects", "held by", "class");
    for (Unreachable.Row row : HtmlReport.first(details.unreachable())) {
      HtmlReport.row(
          to,
          row.className(),
          HtmlReport.number(row.bytes()),
          HtmlReport.number(row.count()),
          row.holding().label());
    }
    HtmlReport.end(details.unreachable().size(), to);
  }
}
