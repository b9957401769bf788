package io.diag.agent.os;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Counters that a HotSpot JVM keeps in a file of its own, {@code /tmp/hsperfdata_USER/PID}, which
 * {@code jstat} reads too. The module that reads them within the JVM is closed to others. The
 * layout is that of version 2: a prologue of 32 bytes, then entries with name and value. Not
 * thread-safe.
 */
public final class PerfCounters implements Closeable {
  private static final int MAGIC = 0xcafec0c0;
  private static final int PROLOGUE_BYTES = 32;
  private static final int ENTRY_BYTES = 20;
  private static final int MAX_BYTES = 1 << 20;

  /** The JVM's own word for a long. */
  private static final byte LONG = 'J';

  private final RandomAccessFile file;
  private final ByteOrder order;
  private final Map<String, Integer> offsets;
  private final byte[] value = new byte[8];

  private PerfCounters(RandomAccessFile file, ByteOrder order, Map<String, Integer> offsets) {
    this.file = file;
    this.order = order;
    this.offsets = offsets;
  }

  /**
   * Opens the file and finds its counters.
   *
   * @throws IOException if it cannot be read or is laid out in another way
   */
  public static PerfCounters open(File path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path, "r");
    try {
      byte[] bytes = new byte[(int) Math.min(file.length(), MAX_BYTES)];
      file.readFully(bytes);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (bytes.length < PROLOGUE_BYTES || in.getInt(0) != MAGIC || in.get(5) != 2) {
        throw new IOException(path + " is not a counter file of version 2");
      }
      ByteOrder order = in.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      return new PerfCounters(file, order, offsets(in.order(order)));
    } catch (IOException | RuntimeException unusable) {
      file.close();
      throw unusable;
    }
  }

  /** The numbers among the counters, by name. An entry that does not fit the file ends them. */
  private static Map<String, Integer> offsets(ByteBuffer in) {
    Map<String, Integer> offsets = new HashMap<>();
    int at = in.getInt(24);
    for (int left = in.getInt(28); left > 0; left--) {
      if (at < PROLOGUE_BYTES || at > in.capacity() - ENTRY_BYTES) {
        break;
      }
      int length = in.getInt(at);
      int name = at + in.getInt(at + 4);
      int data = at + in.getInt(at + 16);
      if (length < ENTRY_BYTES
          || length > in.capacity() - at
          || name < at
          || data < name
          || data > at + length - 8) {
        at += Math.max(ENTRY_BYTES, length);
        continue;
      }
      if (in.get(at + 12) == LONG && in.getInt(at + 8) == 0) {
        offsets.put(text(in, name, data), data);
      }
      at += length;
    }
    return offsets;
  }

  private static String text(ByteBuffer in, int from, int limit) {
    StringBuilder text = new StringBuilder();
    for (int at = from; at < limit && in.get(at) != 0; at++) {
      text.append((char) (in.get(at) & 0xff));
    }
    return text.toString();
  }

  /**
   * A counter's value now, or null where the JVM has none of that name.
   *
   * @throws IOException if the file cannot be read
   */
  public Long value(String name) throws IOException {
    Integer offset = offsets.get(name);
    if (offset == null) {
      return null;
    }
    file.seek(offset);
    int read = file.read(value);
    if (read < value.length) {
      throw new EOFException("the counter file ends before " + name);
    }
    return ByteBuffer.wrap(value).order(order).getLong();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
