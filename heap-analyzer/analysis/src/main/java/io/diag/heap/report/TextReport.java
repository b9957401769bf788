package io.diag.heap.report;

import io.diag.heap.contents.CollectionFill;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Writes what matters of a report for a terminal. */
public final class TextReport {
  private static final int ROWS = 20;

  private TextReport() {}

  public static void write(HeapReport report, PrintWriter to) {
    to.printf(Locale.ROOT, "%,d objects, %,d bytes used%n", report.objects(), report.usedBytes());
    report.cut().ifPresent(cut -> to.println("partial: the dump is " + cut));
    if (report.unreachableObjects() > 0) {
      to.printf(
          Locale.ROOT,
          "%,d of the objects, %,d bytes, are unreachable%n",
          report.unreachableObjects(),
          report.unreachableBytes());
    }
    report.notes().forEach(note -> to.println("note: " + note));
    to.println();
    to.println(report.suspects().isEmpty() ? "no suspect" : "suspects");
    for (Suspect suspect : report.suspects()) {
      to.println("- " + suspect.sentence());
      suspect.path().forEach(line -> to.println("    " + line));
    }
    to.println();
    to.printf("%15s %15s %12s  %s%n", "retained", "shallow", "objects", "class");
    for (ClassHistogram.Row row : first(report.histogram())) {
      to.printf(
          Locale.ROOT,
          "%,15d %,15d %,12d  %s%n",
          row.retainedBytes(),
          row.shallowBytes(),
          row.count(),
          row.className());
    }
    to.println();
    to.printf("%15s  %s%n", "retained", "object that no other dominates");
    for (HeapReport.Dominator dominator : first(report.dominators())) {
      to.printf(Locale.ROOT, "%,15d  %s%n", dominator.retainedBytes(), dominator.label());
    }
    to.println();
    to.printf("%15s  %s%n", "retained", "static field");
    for (StaticFields.Row row : first(report.statics())) {
      to.printf(Locale.ROOT, "%,15d  %s.%s%n", row.retainedBytes(), row.className(), row.field());
    }
    report.details().ifPresent(details -> write(details, to));
    to.flush();
  }

  private static void write(HeapDetails details, PrintWriter to) {
    to.println();
    to.printf("%15s %15s  %s%n", "off heap", "buffers", "owner");
    for (OffHeapOwners.Row row : first(details.offHeapOwners())) {
      to.printf(
          Locale.ROOT,
          "%,15d %,15d  %s (%s)%n",
          row.bytes(),
          row.buffers(),
          row.label(),
          row.kind().label());
    }
    to.println();
    to.printf("%15s %15s  %s%n", "wasted", "copies", "equal text or array");
    for (EqualContents.Row row : first(details.duplicates())) {
      to.printf(
          Locale.ROOT,
          "%,15d %,15d  %s %s%n",
          row.wastedBytes(),
          row.count(),
          row.className(),
          row.preview());
    }
    to.println();
    to.printf("%15s %15s %12s  %s%n", "unused bytes", "collections", "empty", "class");
    for (CollectionFill.Row row : first(details.collections())) {
      to.printf(
          Locale.ROOT,
          "%,15d %,15d %,12d  %s%n",
          row.unusedBytes(),
          row.count(),
          row.empty(),
          row.className());
    }
    to.println();
    to.printf("%15s  %s%n", "held", "thread");
    for (ThreadStacks.Row row : first(details.threads())) {
      to.printf(Locale.ROOT, "%,15d  %s%n", row.retainedBytes(), row.name());
    }
  }

  private static <T> List<T> first(List<T> rows) {
    return rows.subList(0, Math.min(ROWS, rows.size()));
  }
}
