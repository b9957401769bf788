package io.diag.cli;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.WaitingThread;
import io.diag.diagnosis.rule.Rules;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found, for a person before a terminal. */
final class DoctorReport {
  private static final double MIB = 1024 * 1024;
  private static final String INDENT = "    ";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private DoctorReport() {}

  static List<String> of(Patient patient, int minutes) {
    List<String> lines = new ArrayList<>();
    lines.add(patient.name() + ", " + patient.readings() + " readings in " + minutes + " min");
    lines.add("");
    lines.addAll(patient.memory().lines());
    lines.add("");
    List<Finding> findings = patient.findings();
    if (findings.isEmpty()) {
      lines.add(
          "Nothing was found by "
              + Rules.all().size()
              + " rules. What grows slowly takes longer to see: --minutes 40.");
    }
    for (Finding finding : findings) {
      lines.addAll(lines(finding, patient.note(finding.rule())));
    }
    return lines;
  }

  /**
   * @param note why it is not known whose code it is, or null
   */
  private static List<String> lines(Finding finding, String note) {
    List<String> lines = new ArrayList<>();
    lines.add(
        finding.claim().severity().label().toUpperCase(Locale.ROOT)
            + "  "
            + finding.claim().summary());
    lines.add(
        INDENT
            + "since "
            + CLOCK.format(Instant.ofEpochMilli(finding.sinceMillis()))
            + ", "
            + finding.claim().confidence().label()
            + " ("
            + finding.rule()
            + ")");
    for (Evidence evidence : finding.claim().evidence()) {
      lines.addAll(lines(evidence));
    }
    if (note != null) {
      lines.add(INDENT + "whose code it is was not recorded: " + note);
    }
    for (Action action : finding.claim().actions()) {
      lines.add(INDENT + "- " + action.text());
    }
    lines.add("");
    return lines;
  }

  private static List<String> lines(Evidence evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence instanceof FigureEvidence) {
      FigureEvidence figure = (FigureEvidence) evidence;
      lines.add(INDENT + evidence.label() + ": " + amount(figure.value(), figure.unit()));
    } else if (evidence instanceof TextEvidence) {
      lines.add(INDENT + evidence.label() + ": " + ((TextEvidence) evidence).text());
    } else if (evidence instanceof StackEvidence) {
      lines.add(INDENT + evidence.label() + ":");
      for (String frame : ((StackEvidence) evidence).stack().frames()) {
        lines.add(INDENT + INDENT + frame);
      }
    } else if (evidence instanceof HoldersEvidence) {
      lines.add(INDENT + evidence.label() + ":");
      MemoryHolders holders = ((HoldersEvidence) evidence).holders();
      holders
          .amounts()
          .forEach(
              (name, amounts) ->
                  lines.add(INDENT + INDENT + name + ": " + amounts(holders.units(), amounts)));
    } else if (evidence instanceof ThreadsEvidence) {
      for (WaitingThread thread : ((ThreadsEvidence) evidence).threads()) {
        lines.add(
            INDENT + thread.name() + " waits for " + thread.waitsFor() + " of " + thread.heldBy());
      }
    }
    return lines;
  }

  private static String amounts(List<String> units, List<Long> amounts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(units.size(), amounts.size()); i++) {
      text.append(i == 0 ? "" : ", ").append(amount(amounts.get(i), units.get(i)));
    }
    return text.toString();
  }

  /** As in {@code 3,200 threads} and {@code 2,560 threads/min}. */
  private static String counted(double value, String unit) {
    boolean rate = unit.endsWith("/s");
    String what = rate ? unit.substring(0, unit.length() - 2) : unit;
    double shown = rate ? 60 * value : value;
    String number = String.format(Locale.ROOT, shown < 10 ? "%.2g" : "%,.0f", shown);
    String words = what.startsWith("{") ? CountWords.many(what) : what;
    return number + " " + words + (rate ? "/min" : "");
  }

  private static String amount(double value, String unit) {
    switch (unit) {
      case "By":
        return String.format(Locale.ROOT, "%.1f MiB", value / MIB);
      case "By/s":
        return String.format(Locale.ROOT, "%.1f MiB/min", value / MIB * 60);
      case "s":
        return value < 120
            ? String.format(Locale.ROOT, "%.0f s", value)
            : String.format(Locale.ROOT, "%.0f min", value / 60);
      case "1":
        return String.format(Locale.ROOT, "%.3g", value);
      default:
        return counted(value, unit);
    }
  }
}
