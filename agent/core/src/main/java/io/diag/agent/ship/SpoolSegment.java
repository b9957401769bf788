package io.diag.agent.ship;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/** One file of records. The sender's thread only; blocks as long as the disk takes. */
final class SpoolSegment {
  /** Opens a file for reading and writing; a test may stand in for the file system. */
  interface Opener {
    RandomAccessFile open(File file) throws IOException;
  }

  private final File file;
  private final Opener opener;

  /** Open only while it is written to or read from. */
  private RandomAccessFile data;

  private long bytes;
  private long records;
  private long readBytes;
  private long readRecords;

  SpoolSegment(File file, Opener opener) {
    this.file = file;
    this.opener = opener;
  }

  /** One that is there: its torn end, if it has one, is cut off. */
  static SpoolSegment existing(File file, Opener opener) throws IOException {
    SpoolSegment segment = new SpoolSegment(file, opener);
    try (RandomAccessFile data = opener.open(file)) {
      while (SpoolRecord.read(data) != null) {
        segment.records++;
        segment.bytes = data.getFilePointer();
      }
      if (data.length() > segment.bytes) {
        data.setLength(segment.bytes);
      }
    }
    return segment;
  }

  /**
   * Adds a record at the end, or nothing.
   *
   * @throws IOException if there is no room
   */
  void append(byte[] record) throws IOException {
    RandomAccessFile to = data();
    try {
      to.seek(bytes);
      to.write(record);
    } catch (IOException full) {
      to.setLength(bytes);
      throw full;
    }
    bytes += record.length;
    records++;
  }

  /** The next that was not taken, or null. */
  Item next() throws IOException {
    if (readRecords >= records) {
      return null;
    }
    RandomAccessFile from = data();
    from.seek(readBytes);
    Item item = SpoolRecord.read(from);
    if (item == null) {
      records = readRecords; // damaged since it was opened
      bytes = readBytes;
      return null;
    }
    readRecords++;
    readBytes = from.getFilePointer();
    return item;
  }

  long bytes() {
    return bytes;
  }

  /** Records that {@link #next} has not returned. */
  long left() {
    return records - readRecords;
  }

  /** What was written is safe after this. */
  void seal() throws IOException {
    if (data != null) {
      data.getFD().sync();
      close();
    }
  }

  void close() {
    RandomAccessFile closing = data;
    data = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException nothingToDo) {
        // what was written stays
      }
    }
  }

  void delete() {
    close();
    file.delete();
  }

  private RandomAccessFile data() throws IOException {
    if (data == null) {
      data = opener.open(file);
    }
    return data;
  }
}
