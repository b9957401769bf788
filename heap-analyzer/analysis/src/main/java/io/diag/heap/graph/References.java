package io.diag.heap.graph;

import io.diag.heap.file.ByteColumn;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/**
 * The strong references of every object, in some three bytes an object: see {@link ReferenceLog}
 * for how they are written. Where those of every 32nd object begin is known; the others are found
 * from there. Any thread reads, each with a {@link Cursor} of its own.
 */
public final class References {
  static final String BYTES = "references";
  static final String STARTS = "references.starts";
  static final int EVERY = 32;

  private final ByteColumn bytes;
  private final LongColumn starts;

  References(ByteColumn bytes, LongColumn starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  static References open(ColumnFolder folder, int objects) throws IOException {
    return new References(
        folder.bytes(BYTES, folder.bytes(BYTES)), folder.longs(STARTS, starts(objects)));
  }

  static long starts(int objects) {
    return (objects + (long) EVERY - 1) / EVERY;
  }

  public Cursor cursor() {
    return new Cursor();
  }

  /** Goes over references. One thread at a time. */
  public final class Cursor {
    private long position;
    private int last;

    private Cursor() {}

    /** Goes to the first reference of an object. */
    public void seek(int object) {
      position = starts.get(object / EVERY);
      for (int before = object / EVERY * EVERY; before < object; before++) {
        skip();
      }
      last = object;
    }

    /** Goes to where it once was. */
    public void seek(long where, int lastTarget) {
      position = where;
      last = lastTarget;
    }

    /** After the last reference of an object, goes to the first of the object that follows it. */
    public void next(int object) {
      last = object;
    }

    /** The next object that is referred to, or -1 after the last. */
    public int next() {
      int value = bytes.get(position++);
      if (value <= 0) {
        if (value == 0) {
          return -1;
        }
        value = longer(value);
      }
      last += value >>> 1 ^ -(value & 1);
      return last;
    }

    /** Where the next reference stands. */
    public long position() {
      return position;
    }

    /** What {@link #next} told last. */
    public int last() {
      return last;
    }

    private int longer(int first) {
      int value = first & 0x7F;
      int shift = 7;
      int more;
      do {
        more = bytes.get(position++);
        value |= (more & 0x7F) << shift;
        shift += 7;
      } while (more < 0);
      return value;
    }

    private void skip() {
      byte value;
      do {
        value = bytes.get(position++);
        while (value < 0) {
          value = bytes.get(position++);
          if (value >= 0) {
            value = 1;
          }
        }
      } while (value != 0);
    }
  }
}
