package io.diag.collector.store.sqlite;

import io.diag.wire.Histogram;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;

/**
 * All histograms of one JVM at one moment: for each series the step from the number before, then
 * how many buckets follow, count, sum and maximum, and each bucket's bound and count.
 */
final class HistogramBlob {
  private HistogramBlob() {}

  /** Takes a series' number and its histogram. */
  @FunctionalInterface
  interface Histograms {
    void histogram(int number, Histogram histogram);
  }

  static byte[] encode(SortedMap<Integer, Histogram> histograms) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(histograms.size() * 64);
    DataOutputStream out = new DataOutputStream(bytes);
    int previous = 0;
    try {
      for (Map.Entry<Integer, Histogram> entry : histograms.entrySet()) {
        Histogram histogram = entry.getValue();
        Packed.write(bytes, entry.getKey() - previous);
        previous = entry.getKey();
        Packed.write(bytes, histogram.buckets());
        out.writeLong(histogram.count());
        out.writeDouble(histogram.sum());
        out.writeDouble(histogram.max());
        for (int i = 0; i < histogram.buckets(); i++) {
          out.writeDouble(histogram.bound(i));
          out.writeLong(histogram.count(i));
        }
      }
    } catch (IOException cannotHappen) {
      throw new UncheckedIOException(cannotHappen);
    }
    return bytes.toByteArray();
  }

  static void decode(byte[] blob, Histograms histograms) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    int number = 0;
    while (in.hasRemaining()) {
      number += Packed.read(in);
      double[] bounds = new double[Packed.read(in)];
      long[] counts = new long[bounds.length];
      long count = in.getLong();
      double sum = in.getDouble();
      double max = in.getDouble();
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = in.getDouble();
        counts[i] = in.getLong();
      }
      histograms.histogram(number, new Histogram(count, sum, max, bounds, counts));
    }
  }
}
