package io.diag.hprof;

import java.io.IOException;
import java.util.Arrays;

/** What to do with the values of a class's instances: keep, exchange or blank them. Immutable. */
final class InstancePlan {
  private static final int KEEP = 0;
  private static final int EXCHANGE = 1;
  private static final int BLANK = 2;

  private final int[] steps;
  private final long bytes;

  private InstancePlan(int[] steps, long bytes) {
    this.steps = steps;
    this.bytes = bytes;
  }

  /** Bytes of the values, which an instance must have for the plan to hold. */
  long bytes() {
    return bytes;
  }

  void write(Contents fields, ValueCipher cipher, HprofOutput out) throws IOException {
    for (int step : steps) {
      int length = step >>> 2;
      switch (step & 3) {
        case KEEP:
          out.copy(fields, length);
          break;
        case EXCHANGE:
          out.value(cipher.exchange(value(fields, length), length), length);
          break;
        default:
          fields.skip(length);
          out.zeros(length);
      }
    }
  }

  private static long value(Contents fields, int bytes) throws IOException {
    switch (bytes) {
      case 1:
        return fields.readByte();
      case 2:
        return fields.readChar();
      case 4:
        return fields.readInt() & 0xFFFFFFFFL;
      default:
        return fields.readLong();
    }
  }

  /** Collects the steps, one for neighbours that are kept. */
  static final class Builder {
    private int[] steps = new int[8];
    private int count;
    private long bytes;

    /**
     * @param size of the value in the dump
     */
    void add(BasicType type, boolean allowed, int size) {
      bytes += size;
      if (type == BasicType.OBJECT || allowed) {
        keep(size);
      } else {
        step(type == BasicType.BOOLEAN ? BLANK : EXCHANGE, size);
      }
    }

    InstancePlan build() {
      return new InstancePlan(Arrays.copyOf(steps, count), bytes);
    }

    private void keep(int size) {
      int last = count == 0 ? BLANK : steps[count - 1];
      if ((last & 3) == KEEP) {
        steps[count - 1] = last + (size << 2);
      } else {
        step(KEEP, size);
      }
    }

    private void step(int what, int size) {
      if (count == steps.length) {
        steps = Arrays.copyOf(steps, 2 * count);
      }
      steps[count++] = size << 2 | what;
    }
  }
}
