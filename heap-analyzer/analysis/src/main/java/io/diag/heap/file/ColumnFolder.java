package io.diag.heap.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with one file for each column. What is to last has a name, and what is needed for a
 * while goes when the folder is closed. Small columns are in memory; those that are to last get to
 * disk by {@link #flush}. One thread at a time.
 */
public final class ColumnFolder implements Closeable {
  private final Path folder;
  private final boolean readOnly;
  private final SmallColumns small = new SmallColumns();
  private final List<Closeable> open = new ArrayList<>();
  private final List<Path> passing = new ArrayList<>();
  private final Map<String, MappedBytes> unwritten = new LinkedHashMap<>();
  private final Map<String, Long> cuts = new HashMap<>();

  private ColumnFolder(Path folder, boolean readOnly) {
    this.folder = folder;
    this.readOnly = readOnly;
  }

  /** Makes the folder if there is none. */
  public static ColumnFolder create(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new ColumnFolder(folder, false);
  }

  /** Opens what was written before, to be read only, beside numbers for a while. */
  public static ColumnFolder open(Path folder) throws IOException {
    return new ColumnFolder(folder, true);
  }

  public Path path() {
    return folder;
  }

  /** A lasting row of 32 bits a number, or of 16 if that is wide enough for the largest. */
  public IntColumn ints(String name, long count, long largest) throws IOException {
    boolean wide = largest > Character.MAX_VALUE;
    return new IntColumn(lasting(name, count << (wide ? 2 : 1)), wide);
  }

  public LongColumn longs(String name, long count) throws IOException {
    return new LongColumn(lasting(name, count << 3));
  }

  public ByteColumn bytes(String name, long count) throws IOException {
    return new ByteColumn(lasting(name, count));
  }

  public IntColumn passingInts(long count) throws IOException {
    return new IntColumn(passing(count << 2), true);
  }

  public LongColumn passingLongs(long count) throws IOException {
    return new LongColumn(passing(count << 3));
  }

  public ByteColumn passingBytes(long count) throws IOException {
    return new ByteColumn(passing(count));
  }

  /** Cuts a lasting row that has become shorter than it could; nobody may use the rest any more. */
  public void cut(String name, long bytes) throws IOException {
    if (unwritten.containsKey(name)) {
      cuts.put(name, bytes);
      return;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  /** Writes small columns to their files. What is written to them later does not last. */
  public void flush() throws IOException {
    for (Map.Entry<String, MappedBytes> column : unwritten.entrySet()) {
      Path file = folder.resolve(column.getKey());
      Files.deleteIfExists(file); // somebody may have the old one open
      long bytes = cuts.getOrDefault(column.getKey(), column.getValue().capacity());
      Files.write(file, column.getValue().first((int) bytes));
    }
  }

  /** Bytes of a lasting row's file. */
  public long bytes(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  /** Has something else closed with the folder. */
  public void closeLater(Closeable file) {
    open.add(file);
  }

  private MappedBytes lasting(String name, long bytes) throws IOException {
    Path file = folder.resolve(name);
    if (!readOnly && bytes <= SmallColumns.MOST_BYTES) {
      MappedBytes column = new MappedBytes(small.allocate((int) bytes));
      unwritten.put(name, column);
      return column;
    }
    if (!readOnly) {
      Files.deleteIfExists(file);
      return map(file, bytes);
    }
    long there = Files.size(file);
    if (there != bytes) {
      throw new IOException(file + " has " + there + " bytes instead of " + bytes);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    open.add(channel);
    return new MappedBytes(channel, MapMode.READ_ONLY, bytes);
  }

  private MappedBytes passing(long bytes) throws IOException {
    if (bytes <= SmallColumns.MOST_BYTES) {
      return new MappedBytes(small.allocate((int) bytes));
    }
    Path file =
        readOnly
            ? Files.createTempFile(folder, "passing", "") // others may read the folder as well
            : folder.resolve("passing-" + passing.size());
    passing.add(file);
    return map(file, bytes);
  }

  private MappedBytes map(Path file, long bytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    open.add(channel);
    if (bytes > 0) {
      // A size that mapping alone would give only to pieces that are touched.
      channel.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
    }
    return new MappedBytes(channel, MapMode.READ_WRITE, bytes);
  }

  /** Ends everything for a while; columns that were mapped stay readable. */
  @Override
  public void close() throws IOException {
    for (Closeable file : open) {
      file.close();
    }
    for (Path file : passing) {
      Files.deleteIfExists(file);
    }
  }
}
