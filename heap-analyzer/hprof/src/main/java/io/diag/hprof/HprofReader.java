package io.diag.hprof;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a dump as a stream, so that it may come through a pipe. One thread; blocks as the input
 * does; holds at most a mebibyte of it, and allocates in proportion to what it has read, whatever
 * lengths it is told.
 */
public final class HprofReader {
  private HprofReader() {}

  /**
   * Reads a dump from its header to its end, or to where it is cut.
   *
   * @param in plain or compressed with gzip, also of several members; is not closed
   * @throws HprofException if it is no HPROF; what came before was told to the visitor
   * @throws IOException of the input, or from the visitor
   */
  public static ReadOutcome read(InputStream in, HprofVisitor visitor) throws IOException {
    Window window = new Window(new GzipInput(in), 0);
    RecordReader records = new RecordReader(window, visitor);
    try {
      HprofHeader header = HprofHeader.read(window);
      window.idSize(header.idSize());
      visitor.header(header);
      while (!window.atEnd()) {
        records.read();
      }
    } catch (CutException e) {
      return new ReadOutcome(window.cut().offset(), window.cut());
    }
    return new ReadOutcome(window.offset(), records.missing());
  }

  /**
   * Reads sub-records only, for who reads parts of a file in any order or on several threads. Each
   * call has a window of its own.
   *
   * @param in begins at a sub-record and ends after one; not compressed
   * @param idSize of the dump, 4 or 8
   * @param offset of that beginning in the dump, for messages and {@link Contents#offset}
   * @throws HprofException as in {@link #read}
   */
  public static ReadOutcome readHeap(InputStream in, int idSize, long offset, HeapVisitor visitor)
      throws IOException {
    Window window = new Window(in, offset);
    window.idSize(idSize);
    HeapReader heap = new HeapReader(window, visitor);
    try {
      while (!window.atEnd()) {
        heap.subRecord();
      }
    } catch (CutException e) {
      return new ReadOutcome(window.cut().offset() - offset, window.cut());
    }
    return new ReadOutcome(window.offset() - offset, null);
  }
}
