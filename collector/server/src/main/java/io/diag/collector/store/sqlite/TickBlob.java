package io.diag.collector.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;

/**
 * All values of one JVM at one moment: for each series the step from the number before, mostly one
 * byte, and the value in eight.
 */
final class TickBlob {
  private TickBlob() {}

  /** Takes a series' number and its value. */
  @FunctionalInterface
  interface Values {
    void value(int number, double value);
  }

  static byte[] encode(SortedMap<Integer, Double> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(values.size() * 9 + 8);
    int previous = 0;
    for (Map.Entry<Integer, Double> entry : values.entrySet()) {
      Packed.write(out, entry.getKey() - previous);
      previous = entry.getKey();
      long bits = Double.doubleToRawLongBits(entry.getValue());
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) (bits >>> shift));
      }
    }
    return out.toByteArray();
  }

  static void decode(byte[] blob, Values values) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    int number = 0;
    while (in.hasRemaining()) {
      number += Packed.read(in);
      values.value(number, in.getDouble());
    }
  }
}
