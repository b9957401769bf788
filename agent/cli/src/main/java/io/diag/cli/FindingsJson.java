package io.diag.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.WaitingThread;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Findings as {@code GET /api/v1/findings} has them. */
final class FindingsJson {
  private FindingsJson() {}

  /**
   * @param jvm its id
   */
  static String of(String jvm, List<Finding> findings) {
    return Json.of(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("findings");
          for (Finding finding : findings) {
            write(out, jvm, finding);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, String jvm, Finding finding) throws IOException {
    Claim claim = finding.claim();
    out.writeStartObject();
    out.writeStringField("id", finding.id());
    out.writeStringField("jvm", jvm);
    out.writeStringField("rule", finding.rule());
    out.writeStringField("state", finding.isOpen() ? "open" : "closed");
    out.writeNumberField("since", finding.sinceMillis());
    out.writeNumberField("changedAt", finding.changedAtMillis());
    out.writeStringField("severity", claim.severity().label());
    out.writeStringField("confidence", claim.confidence().label());
    out.writeStringField("summary", claim.summary());
    out.writeArrayFieldStart("evidence");
    for (Evidence evidence : claim.evidence()) {
      write(out, evidence);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("actions");
    for (Action action : claim.actions()) {
      out.writeStartObject();
      out.writeStringField("text", action.text());
      if (action.href() != null) {
        out.writeStringField("href", action.href());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Evidence evidence) throws IOException {
    out.writeStartObject();
    out.writeStringField("label", evidence.label());
    if (evidence instanceof SeriesEvidence) {
      series(out, (SeriesEvidence) evidence);
    } else if (evidence instanceof FigureEvidence) {
      FigureEvidence figure = (FigureEvidence) evidence;
      out.writeStringField("kind", "figure");
      out.writeNumberField("value", figure.value());
      out.writeStringField("unit", figure.unit());
    } else if (evidence instanceof ThreadsEvidence) {
      out.writeStringField("kind", "threads");
      out.writeArrayFieldStart("threads");
      for (WaitingThread thread : ((ThreadsEvidence) evidence).threads()) {
        thread(out, thread);
      }
      out.writeEndArray();
    } else if (evidence instanceof StackEvidence) {
      stack(out, ((StackEvidence) evidence).stack());
    } else if (evidence instanceof HoldersEvidence) {
      holders(out, ((HoldersEvidence) evidence).holders());
    } else {
      out.writeStringField("kind", "text");
      out.writeStringField("text", ((TextEvidence) evidence).text());
    }
    out.writeEndObject();
  }

  private static void series(JsonGenerator out, SeriesEvidence series) throws IOException {
    out.writeStringField("kind", "series");
    out.writeStringField("name", series.name());
    out.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      out.writeStringField(label.getKey(), label.getValue());
    }
    out.writeEndObject();
    out.writeStringField("unit", series.unit());
    out.writeNumberField("from", series.fromMillis());
    out.writeNumberField("to", series.toMillis());
  }

  private static void stack(JsonGenerator out, GrowthStack stack) throws IOException {
    out.writeStringField("kind", "stack");
    out.writeStringField("event", stack.event());
    out.writeStringField("method", stack.method());
    out.writeNumberField("share", stack.share());
    out.writeNumberField("from", stack.fromMillis());
    out.writeNumberField("to", stack.toMillis());
    out.writeArrayFieldStart("frames");
    for (String frame : stack.frames()) {
      out.writeString(frame);
    }
    out.writeEndArray();
  }

  private static void holders(JsonGenerator out, MemoryHolders holders) throws IOException {
    out.writeStringField("kind", "holders");
    out.writeArrayFieldStart("units");
    for (String unit : holders.units()) {
      out.writeString(unit);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("rows");
    for (Map.Entry<String, List<Long>> row : holders.amounts().entrySet()) {
      out.writeStartObject();
      out.writeStringField("name", row.getKey());
      out.writeArrayFieldStart("amounts");
      for (long amount : row.getValue()) {
        out.writeNumber(amount);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void thread(JsonGenerator out, WaitingThread thread) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", thread.name());
    out.writeStringField("waitsFor", thread.waitsFor());
    out.writeStringField("heldBy", thread.heldBy());
    out.writeArrayFieldStart("stack");
    for (String frame : thread.stack()) {
      out.writeString(frame);
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
