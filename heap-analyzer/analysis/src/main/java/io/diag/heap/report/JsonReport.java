package io.diag.heap.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;

/** Writes a report as one JSON object. */
public final class JsonReport {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReport() {}

  /** Leaves the writer open. */
  public static void write(HeapReport report, Writer to) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(to)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeNumberField("objects", report.objects());
      json.writeNumberField("usedBytes", report.usedBytes());
      json.writeBooleanField("partial", report.isPartial());
      if (report.cut().isPresent()) {
        json.writeStringField("cut", report.cut().get());
      }
      json.writeNumberField("unreachableObjects", report.unreachableObjects());
      json.writeNumberField("unreachableBytes", report.unreachableBytes());
      JsonRows.strings(json, "notes", report.notes());
      JsonRows.write(json, "histogram", report.histogram(), JsonReport::write);
      JsonRows.write(json, "dominators", report.dominators(), JsonReport::write);
      JsonRows.write(json, "suspects", report.suspects(), JsonReport::write);
      JsonRows.write(json, "statics", report.statics(), JsonReport::write);
      if (report.details().isPresent()) {
        JsonDetails.write(report.details().get(), json);
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, ClassHistogram.Row row) throws IOException {
    json.writeStringField("class", row.className());
    json.writeNumberField("count", row.count());
    json.writeNumberField("shallowBytes", row.shallowBytes());
    json.writeNumberField("retainedBytes", row.retainedBytes());
  }

  private static void write(JsonGenerator json, HeapReport.Dominator dominator) throws IOException {
    json.writeNumberField("object", dominator.object());
    json.writeStringField("class", dominator.className());
    json.writeStringField("label", dominator.label());
    json.writeNumberField("shallowBytes", dominator.shallowBytes());
    json.writeNumberField("retainedBytes", dominator.retainedBytes());
  }

  private static void write(JsonGenerator json, Suspect suspect) throws IOException {
    JsonRows.object(json, suspect.object());
    json.writeStringField("class", suspect.className());
    json.writeStringField("label", suspect.label());
    json.writeNumberField("retainedBytes", suspect.retainedBytes());
    if (suspect.offHeapBytes() > 0) {
      json.writeNumberField("offHeapBytes", suspect.offHeapBytes());
    }
    json.writeStringField("holder", suspect.holder());
    json.writeStringField("sentence", suspect.sentence());
    JsonRows.strings(json, "path", suspect.path());
  }

  private static void write(JsonGenerator json, StaticFields.Row row) throws IOException {
    json.writeNumberField("object", row.object());
    json.writeStringField("class", row.className());
    json.writeStringField("field", row.field());
    json.writeNumberField("retainedBytes", row.retainedBytes());
  }
}
