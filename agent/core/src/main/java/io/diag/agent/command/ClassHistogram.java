package io.diag.agent.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects by class, the largest class first, as the VM counts them. Immutable. */
final class ClassHistogram {
  /** {@code 12: 3456 789012 [Ljava.lang.String; (java.base@17)}. */
  private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  /** One class. */
  static final class Row {
    private final String className;
    private final long instances;
    private final long bytes;

    Row(String className, long instances, long bytes) {
      this.className = className;
      this.instances = instances;
      this.bytes = bytes;
    }

    /** As in source: {@code byte[]}. Classes of one name in several loaders have a row each. */
    String className() {
      return className;
    }

    long instances() {
      return instances;
    }

    long bytes() {
      return bytes;
    }
  }

  private final List<Row> rows;

  private ClassHistogram(List<Row> rows) {
    this.rows = Collections.unmodifiableList(rows);
  }

  /**
   * Reads what {@code GC.class_histogram} prints.
   *
   * @throws CommandException if it holds no row
   */
  static ClassHistogram parse(String text) throws CommandException {
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      Matcher row = ROW.matcher(text.substring(from, end));
      if (row.matches()) {
        rows.add(
            new Row(
                sourceName(row.group(3)),
                Long.parseLong(row.group(1)),
                Long.parseLong(row.group(2))));
      }
      from = end + 1;
    }
    if (rows.isEmpty()) {
      String start = text.length() <= 200 ? text : text.substring(0, 200);
      throw new CommandException("the VM printed no histogram but: " + start.trim());
    }
    return new ClassHistogram(rows);
  }

  List<Row> rows() {
    return rows;
  }

  long totalInstances() {
    long sum = 0;
    for (Row row : rows) {
      sum += row.instances();
    }
    return sum;
  }

  long totalBytes() {
    long sum = 0;
    for (Row row : rows) {
      sum += row.bytes();
    }
    return sum;
  }

  /** {@code [[B} is {@code byte[][]}. */
  private static String sourceName(String vmName) {
    int dimensions = 0;
    while (vmName.charAt(dimensions) == '[' && dimensions < vmName.length() - 1) {
      dimensions++;
    }
    if (dimensions == 0) {
      return vmName;
    }
    StringBuilder name = new StringBuilder(element(vmName.substring(dimensions)));
    for (int i = 0; i < dimensions; i++) {
      name.append("[]");
    }
    return name.toString();
  }

  private static String element(String descriptor) {
    switch (descriptor.charAt(0)) {
      case 'B':
        return "byte";
      case 'C':
        return "char";
      case 'D':
        return "double";
      case 'F':
        return "float";
      case 'I':
        return "int";
      case 'J':
        return "long";
      case 'S':
        return "short";
      case 'Z':
        return "boolean";
      default:
        return descriptor.startsWith("L") && descriptor.endsWith(";")
            ? descriptor.substring(1, descriptor.length() - 1)
            : descriptor;
    }
  }
}
