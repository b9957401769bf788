package io.diag.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** JSON of {@link SeriesSample}. Any thread; allocates. */
public final class SeriesCodec {
  /** More points than any agent of ours reads at once; the bound keeps a bad sender harmless. */
  private static final int MAX_POINTS = 10_000;

  private SeriesCodec() {}

  public static byte[] write(SeriesSample sample) {
    return WireJson.write(
        json -> {
          json.writeNumberField("time", sample.timeMillis());
          json.writeArrayFieldStart("points");
          for (Point point : sample.points()) {
            start(json, point.name(), point.unit(), point.labels());
            json.writeFieldName("value");
            WireJson.write(json, point.value());
            json.writeEndObject();
          }
          for (HistogramPoint point : sample.histograms()) {
            start(json, point.name(), point.unit(), point.labels());
            HistogramCodec.write(json, point.histogram());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void start(
      JsonGenerator json, String name, String unit, Map<String, String> labels) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("unit", unit);
    if (!labels.isEmpty()) {
      WireJson.write(json, "labels", labels);
    }
  }

  /**
   * @throws WireException if the body is not a sample; the message says where and why
   */
  public static SeriesSample read(InputStream in) throws IOException {
    Long[] time = new Long[1];
    List<Point> points = new ArrayList<>();
    List<HistogramPoint> histograms = new ArrayList<>();
    WireJson.read(
        in,
        (name, json) -> {
          if (name.equals("time")) {
            time[0] = WireJson.integer(json);
          } else if (name.equals("points")) {
            points(json, points, histograms);
          }
        });
    return new SeriesSample(WireJson.required("time", time[0]), points, histograms);
  }

  private static void points(JsonParser json, List<Point> points, List<HistogramPoint> histograms)
      throws IOException {
    WireJson.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_OBJECT) {
      if (points.size() + histograms.size() == MAX_POINTS) {
        throw new WireException("more than " + MAX_POINTS + " points in one sample");
      }
      point(json, points, histograms);
    }
  }

  private static void point(JsonParser json, List<Point> points, List<HistogramPoint> histograms)
      throws IOException {
    String[] text = new String[2];
    Double[] value = new Double[1];
    HistogramCodec.Reader histogram = new HistogramCodec.Reader();
    List<Map<String, String>> found = new ArrayList<>(1);
    WireJson.object(
        json,
        (name, field) -> {
          switch (name) {
            case "name":
              text[0] = WireJson.string(field);
              break;
            case "unit":
              text[1] = WireJson.string(field);
              break;
            case "labels":
              found.add(WireJson.strings(field));
              break;
            case "value":
              value[0] = WireJson.number(field);
              break;
            default:
              histogram.field(name, field);
              break;
          }
        });
    String name = WireJson.required("name", text[0]);
    String unit = WireJson.required("unit", text[1]);
    Map<String, String> labels =
        found.isEmpty() ? Collections.<String, String>emptyMap() : found.get(0);
    if (value[0] == null && histogram.isThere()) {
      histograms.add(new HistogramPoint(name, unit, labels, histogram.read()));
    } else {
      points.add(new Point(name, unit, labels, WireJson.required("value", value[0])));
    }
  }
}
