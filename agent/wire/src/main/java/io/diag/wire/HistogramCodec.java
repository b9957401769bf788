package io.diag.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The fields of a {@link Histogram} within the JSON of its point. */
final class HistogramCodec {
  private HistogramCodec() {}

  static void write(JsonGenerator json, Histogram histogram) throws IOException {
    json.writeNumberField("count", histogram.count());
    json.writeFieldName("sum");
    WireJson.write(json, histogram.sum());
    json.writeFieldName("max");
    WireJson.write(json, histogram.max());
    json.writeArrayFieldStart("buckets");
    for (int i = 0; i < histogram.buckets(); i++) {
      json.writeStartArray();
      WireJson.write(json, histogram.bound(i));
      json.writeNumber(histogram.count(i));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Takes the fields of one point as they come. */
  static final class Reader {
    private Long count;
    private Double sum;
    private Double max;
    private double[] bounds = new double[0];
    private long[] counts = new long[0];

    void field(String name, JsonParser json) throws IOException {
      switch (name) {
        case "count":
          count = WireJson.integer(json);
          break;
        case "sum":
          sum = WireJson.number(json);
          break;
        case "max":
          max = WireJson.number(json);
          break;
        case "buckets":
          buckets(json);
          break;
        default:
          break;
      }
    }

    boolean isThere() {
      return count != null;
    }

    Histogram read() throws WireException {
      double known = WireJson.required("sum", sum);
      double largest = WireJson.required("max", max);
      try {
        return new Histogram(count, known, largest, bounds, counts);
      } catch (IllegalArgumentException impossible) {
        throw new WireException("a histogram in which " + impossible.getMessage());
      }
    }

    private void buckets(JsonParser json) throws IOException {
      double[] readBounds = new double[Histogram.MAX_BUCKETS];
      long[] readCounts = new long[Histogram.MAX_BUCKETS];
      int size = 0;
      WireJson.expect(json, JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (size == Histogram.MAX_BUCKETS) {
          throw new WireException("more than " + Histogram.MAX_BUCKETS + " buckets in a histogram");
        }
        WireJson.expect(json, JsonToken.START_ARRAY);
        json.nextToken();
        readBounds[size] = WireJson.number(json);
        json.nextToken();
        readCounts[size++] = WireJson.integer(json);
        json.nextToken();
        WireJson.expect(json, JsonToken.END_ARRAY);
      }
      bounds = Arrays.copyOf(readBounds, size);
      counts = Arrays.copyOf(readCounts, size);
    }
  }
}
