package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where objects stand in the dump: of every 64th in the dump's order, and of the first behind each
 * record's header. Where that order is not the order of the numbers, a number's place in it too.
 * Any thread reads.
 */
final class ObjectPlaces {
  private static final String SAMPLES = "places";
  private static final String ORDER = "places.order";
  private static final int EVERY = 64;

  private final LongColumn samples;
  private final long sampleCount;
  private final IntColumn order;
  private final int[] classNumbers;

  private ObjectPlaces(LongColumn samples, long count, IntColumn order, int[] classNumbers) {
    this.samples = samples;
    sampleCount = count;
    this.order = order;
    this.classNumbers = classNumbers;
  }

  static ObjectPlaces open(ColumnFolder folder, int objects, boolean ordered, int[] classNumbers)
      throws IOException {
    long words = folder.bytes(SAMPLES) >>> 3;
    return new ObjectPlaces(
        folder.longs(SAMPLES, words),
        words / 2,
        ordered ? null : folder.ints(ORDER, objects, Integer.MAX_VALUE),
        classNumbers);
  }

  /** A place at or before an object. */
  Place before(int number) {
    int wanted = ordinal(number);
    long low = 0;
    long high = sampleCount - 1;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (samples.get(2 * middle) <= wanted) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new Place(samples.get(2 * low + 1), wanted - (int) samples.get(2 * low));
  }

  /**
   * @param offset of an object's sub-record
   * @param later how many objects later the wanted one comes
   */
  record Place(long offset, int later) {}

  private int ordinal(int number) {
    if (order != null) {
      return order.get(number);
    }
    int at = Arrays.binarySearch(classNumbers, number);
    return number - (at < 0 ? -at - 1 : at);
  }

  /** Notes places in the order of the dump. One thread. */
  static final class Writer {
    private final ColumnFolder folder;
    private final LongColumn samples;
    private final IntColumn order;
    private long sampleCount;
    private int objects = -1;
    private boolean afterHeader = true;

    /**
     * @param ordered whether objects come in the order of their numbers
     * @param mostSamples what records and objects the dump can have
     */
    Writer(ColumnFolder folder, int objects, boolean ordered, long mostSamples) throws IOException {
      this.folder = folder;
      samples = folder.longs(SAMPLES, 2 * mostSamples);
      order = ordered ? null : folder.ints(ORDER, objects, Integer.MAX_VALUE);
    }

    /** A record's header came. */
    void segment() {
      afterHeader = true;
    }

    /** An object comes that is no class. */
    void object(long offset) {
      objects++;
      if (afterHeader || objects % EVERY == 0) {
        afterHeader = false;
        samples.set(2 * sampleCount, objects);
        samples.set(2 * sampleCount++ + 1, offset);
      }
    }

    /** The last object has a number. */
    void at(int number) {
      if (order != null) {
        order.set(number, objects);
      }
    }

    /**
     * @param classNumbers of classes as objects, which are not counted, ascending
     */
    ObjectPlaces finish(int[] classNumbers) throws IOException {
      folder.cut(SAMPLES, sampleCount << 4);
      return new ObjectPlaces(samples, sampleCount, order, classNumbers);
    }
  }
}
