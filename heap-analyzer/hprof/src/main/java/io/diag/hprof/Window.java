package io.diag.hprof;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * The part of the input that is in memory. It grows with what was read, up to {@link #MAX}, and
 * never by a length that the input tells.
 */
final class Window {
  /** What can be had in one piece: more than the largest CLASS_DUMP's tables need. */
  static final int MAX = 1 << 20;

  private static final int FIRST = 1 << 13;

  private final InputStream in;
  private byte[] array;
  private ByteBuffer buffer;
  private int position;
  private int limit;
  private long base;
  private boolean ended;
  private int idSize = 8;
  private String record = "header";
  private long recordStart;

  Window(InputStream in, long offset) {
    this.in = in;
    base = offset;
    array = new byte[FIRST];
    buffer = ByteBuffer.wrap(array);
  }

  /** A window that holds everything already. */
  Window(byte[] bytes, int idSize) {
    in = null;
    array = bytes;
    buffer = ByteBuffer.wrap(bytes);
    limit = bytes.length;
    ended = true;
    this.idSize = idSize;
  }

  void idSize(int bytes) {
    idSize = bytes;
  }

  int idSize() {
    return idSize;
  }

  /** Says what begins here, for messages. */
  void enter(String name) {
    record = name;
    recordStart = offset();
  }

  void name(String name) {
    record = name;
  }

  HprofException bad(String what) {
    return new HprofException(recordStart, record, what);
  }

  Truncation cut() {
    return new Truncation(
        base + limit, record, String.format(", which began at 0x%X", recordStart));
  }

  long offset() {
    return base + position;
  }

  boolean atEnd() throws IOException {
    return !has(1);
  }

  /** The next byte, which stays; there must be one. */
  int peek() {
    return array[position] & 0xFF;
  }

  int u1() throws IOException {
    require(1);
    return array[position++] & 0xFF;
  }

  int u2() throws IOException {
    require(2);
    position += 2;
    return buffer.getShort(position - 2) & 0xFFFF;
  }

  int u4() throws IOException {
    require(4);
    position += 4;
    return buffer.getInt(position - 4);
  }

  long u8() throws IOException {
    require(8);
    position += 8;
    return buffer.getLong(position - 8);
  }

  /** An id; those of four bytes are never negative. */
  long id() throws IOException {
    return idSize == 8 ? u8() : u4() & 0xFFFFFFFFL;
  }

  byte[] array() {
    return array;
  }

  int position() {
    return position;
  }

  /** How many bytes are in memory from here on. */
  int ready() {
    return limit - position;
  }

  void advance(int bytes) {
    position += bytes;
  }

  void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > ready()) {
      left -= ready();
      position = limit;
      require(1);
    }
    position += (int) left;
  }

  /** Makes sure that so many bytes, at most {@link #MAX}, are in memory. */
  void require(int bytes) throws IOException {
    if (limit - position < bytes && !has(bytes)) {
      throw new CutException();
    }
  }

  private boolean has(int bytes) throws IOException {
    while (limit - position < bytes) {
      if (ended) {
        return false;
      }
      read();
    }
    return true;
  }

  private void read() throws IOException {
    if (position == limit || limit == array.length) {
      makeRoom();
    }
    try {
      int read = in.read(array, limit, array.length - limit);
      if (read < 0) {
        ended = true;
      } else {
        limit += read;
      }
    } catch (EOFException e) {
      ended = true; // compressed data that were cut
    } catch (ZipException e) {
      throw new HprofException(
          base + limit, record, "its compressed data are damaged: " + e.getMessage());
    }
  }

  private void makeRoom() {
    byte[] to = limit == array.length && limit < MAX ? new byte[2 * limit] : array;
    System.arraycopy(array, position, to, 0, limit - position);
    if (to != array) {
      array = to;
      buffer = ByteBuffer.wrap(to);
    }
    base += position;
    limit -= position;
    position = 0;
  }
}
