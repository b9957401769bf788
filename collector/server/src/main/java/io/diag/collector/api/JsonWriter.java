package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.query.HistogramSeries;
import io.diag.collector.query.SeriesAnswer;
import io.diag.collector.query.ThinnedHistogram;
import io.diag.collector.query.ThinnedPoint;
import io.diag.collector.query.ThinnedSeries;
import io.diag.collector.store.ClaimCodec;
import io.diag.collector.store.JvmFinding;
import io.diag.collector.store.SeriesKey;
import io.diag.diagnosis.Finding;
import io.diag.wire.Histogram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.IntToLongFunction;

/** The JSON of the API's larger answers, written without a tree of objects in between. */
final class JsonWriter {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double EXACT = 1L << 53;

  private JsonWriter() {}

  /** Writes the fields of one object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] value(Object view) {
    try {
      return MAPPER.writeValueAsBytes(view);
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("an answer could not be written", cannotHappen);
    }
  }

  static byte[] series(RangeParameters range, SeriesAnswer answer) {
    return object(
        json -> {
          json.writeNumberField("from", range.from());
          json.writeNumberField("to", range.to());
          json.writeArrayFieldStart("series");
          for (ThinnedSeries series : answer.values()) {
            start(json, series.key(), series.unit());
            json.writeArrayFieldStart("points");
            for (ThinnedPoint point : series.points()) {
              point(json, point);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          for (HistogramSeries series : answer.histograms()) {
            start(json, series.key(), series.unit());
            json.writeBooleanField("histogram", true);
            json.writeArrayFieldStart("points");
            for (ThinnedHistogram point : series.points()) {
              histogram(json, point);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static byte[] findings(List<JvmFinding> list) {
    return object(
        json -> {
          json.writeArrayFieldStart("findings");
          for (JvmFinding one : list) {
            json.writeStartObject();
            fields(json, one);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static byte[] finding(JvmFinding one) {
    return object(json -> fields(json, one));
  }

  private static void start(JsonGenerator json, SeriesKey key, String unit) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", key.name());
    json.writeObjectField("labels", key.labels());
    json.writeStringField("unit", unit);
  }

  private static void histogram(JsonGenerator json, ThinnedHistogram point) throws IOException {
    Histogram histogram = point.histogram();
    json.writeStartArray();
    json.writeNumber(point.timeMillis());
    json.writeNumber(histogram.count());
    number(json, histogram.sum());
    number(json, histogram.max());
    json.writeStartArray();
    for (int i = 0; i < histogram.buckets(); i++) {
      json.writeStartArray();
      number(json, histogram.bound(i));
      json.writeNumber(histogram.count(i));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndArray();
  }

  private static void fields(JsonGenerator json, JvmFinding one) throws IOException {
    Finding finding = one.finding();
    json.writeStringField("id", finding.id());
    json.writeStringField("jvm", one.jvmId());
    json.writeStringField("rule", finding.rule());
    json.writeStringField("state", finding.isOpen() ? "open" : "closed");
    json.writeNumberField("since", finding.sinceMillis());
    json.writeNumberField("changedAt", finding.changedAtMillis());
    if (finding.closedAtMillis() != null) {
      json.writeNumberField("closedAt", finding.closedAtMillis());
    }
    ClaimCodec.write(json, finding.claim());
  }

  private static void point(JsonGenerator json, ThinnedPoint point) throws IOException {
    json.writeStartArray();
    json.writeNumber(point.timeMillis());
    if (point.merged()) {
      number(json, point.min());
      number(json, point.max());
    }
    number(json, point.last());
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  static void column(JsonGenerator json, String name, int size, IntToLongFunction values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < size; i++) {
      json.writeNumber(values.applyAsLong(i));
    }
    json.writeEndArray();
  }

  static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("writing to memory failed", cannotHappen);
    }
    return bytes.toByteArray();
  }
}
