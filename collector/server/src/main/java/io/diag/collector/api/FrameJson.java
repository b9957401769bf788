package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.query.FrameDetail;
import io.diag.collector.query.ThreadSums;
import java.io.IOException;

/** The JSON of one frame's lines and threads; the fields are described in {@code openapi.json}. */
final class FrameJson {
  private FrameJson() {}

  static byte[] detail(FrameDetail detail) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("frame", detail.frame());
          json.writeStringField("event", detail.event().label());
          json.writeStringField("unit", detail.event().unit());
          json.writeNumberField("from", detail.fromMillis());
          json.writeNumberField("to", detail.toMillis());
          sums(json, detail.samples(), detail.value());
          json.writeArrayFieldStart("lines");
          for (FrameDetail.Line line : detail.lines()) {
            json.writeStartObject();
            if (line.line() > 0) {
              json.writeNumberField("line", line.line());
            }
            if (line.calls() != null) {
              json.writeStringField("calls", line.calls());
            }
            sums(json, line.samples(), line.value());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("lineCount", detail.lineCount());
          json.writeArrayFieldStart("threads");
          for (ThreadSums.ThreadSum thread : detail.threads()) {
            json.writeStartObject();
            json.writeStringField("name", thread.name());
            sums(json, thread.samples(), thread.value());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("threadCount", detail.threadCount());
        });
  }

  private static void sums(JsonGenerator json, long samples, long value) throws IOException {
    json.writeNumberField("samples", samples);
    json.writeNumberField("value", value);
  }
}
