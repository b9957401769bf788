package io.diag.wire;

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
            json.writeStartObject();
            json.writeStringField("name", point.name());
            json.writeStringField("unit", point.unit());
            if (!point.labels().isEmpty()) {
              WireJson.write(json, "labels", point.labels());
            }
            double value = point.value();
            if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
              json.writeNumberField("value", (long) value);
            } else {
              json.writeNumberField("value", value);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * @throws WireException if the body is not a sample; the message says where and why
   */
  public static SeriesSample read(InputStream in) throws IOException {
    Long[] time = new Long[1];
    List<Point> points = new ArrayList<>();
    WireJson.read(
        in,
        (name, json) -> {
          if (name.equals("time")) {
            time[0] = WireJson.integer(json);
          } else if (name.equals("points")) {
            points(json, points);
          }
        });
    return new SeriesSample(WireJson.required("time", time[0]), points);
  }

  private static void points(JsonParser json, List<Point> points) throws IOException {
    WireJson.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_OBJECT) {
      if (points.size() == MAX_POINTS) {
        throw new WireException("more than " + MAX_POINTS + " points in one sample");
      }
      points.add(point(json));
    }
  }

  private static Point point(JsonParser json) throws IOException {
    String[] text = new String[2];
    Double[] value = new Double[1];
    List<Map<String, String>> labels = new ArrayList<>(1);
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
              labels.add(WireJson.strings(field));
              break;
            case "value":
              value[0] = WireJson.number(field);
              break;
            default:
              break;
          }
        });
    return new Point(
        WireJson.required("name", text[0]),
        WireJson.required("unit", text[1]),
        labels.isEmpty() ? Collections.<String, String>emptyMap() : labels.get(0),
        WireJson.required("value", value[0]));
  }
}
