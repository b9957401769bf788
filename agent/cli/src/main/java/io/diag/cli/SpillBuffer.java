package io.diag.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Bytes on their way from a thread that must not wait to one that is slower: in memory as far as
 * the limit goes, then in a file. When both are full the first waits after all, and is refused if
 * the second does less than the floor. One thread puts, one takes; any may end it.
 */
final class SpillBuffer {
  private static final long WAIT_MILLIS = 50;

  private final long memoryLimit;
  private final SpillFile spill;
  private final ThroughputFloor floor;
  private final Queue<byte[]> memory = new ArrayDeque<>();
  private long memoryBytes;
  private long spilled;
  private long taken;
  private boolean ended;
  private IOException failure;

  /**
   * @param spill or null for none; is not closed
   */
  SpillBuffer(long memoryLimit, SpillFile spill, ThroughputFloor floor) {
    this.memoryLimit = memoryLimit;
    this.spill = spill;
    this.floor = floor;
  }

  /**
   * Adds bytes; they are copied. Blocks while there is no room.
   *
   * @param length far less than either limit
   * @throws IOException if who takes is too slow, or if it was ended by {@link #fail}
   */
  void put(byte[] bytes, int length) throws IOException {
    if (inMemory(bytes, length)) {
      return;
    }
    spill.write(spilled, bytes, length); // only this thread moves where it ends
    synchronized (this) {
      spilled += length;
      floor.delivered(length);
      notifyAll();
    }
  }

  /** Nothing more comes. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Both sides get this at their next call; the first failure counts. */
  synchronized void fail(IOException reason) {
    if (failure == null) {
      failure = reason;
    }
    notifyAll();
  }

  /** So many bytes went through the file. */
  synchronized long spilledBytes() {
    return spilled;
  }

  /** What was put. Reads block while there is nothing. */
  InputStream input() {
    return new Taker();
  }

  /** Returns false once there is room in the file and none in memory. */
  private synchronized boolean inMemory(byte[] bytes, int length) throws IOException {
    while (true) {
      if (failure != null) {
        throw failure;
      }
      long waiting = spilled - taken;
      // what is in the file comes before anything that is put into memory now
      if (waiting == 0 && memoryBytes + length <= memoryLimit) {
        memory.add(Arrays.copyOf(bytes, length));
        memoryBytes += length;
        floor.delivered(length);
        notifyAll();
        return true;
      }
      if (spill != null && waiting + length <= spill.capacityBytes()) {
        return false;
      }
      floor.full();
      pause();
    }
  }

  private synchronized byte[] fromMemory() throws IOException {
    while (memory.isEmpty() && spilled == taken) {
      if (failure != null) {
        throw failure;
      }
      if (ended) {
        return null;
      }
      floor.empty();
      pause();
    }
    if (failure != null) {
      throw failure;
    }
    byte[] chunk = memory.poll();
    if (chunk != null) {
      memoryBytes -= chunk.length;
      notifyAll();
    }
    return chunk;
  }

  private synchronized int waiting(int most) {
    return (int) Math.min(most, spilled - taken);
  }

  private synchronized void took(int length) {
    taken += length;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // both callers loop
  private void pause() throws IOException {
    try {
      wait(WAIT_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private final class Taker extends InputStream {
    private byte[] chunk = new byte[0];
    private int at;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at == chunk.length) {
        byte[] next = fromMemory();
        if (next == null) {
          return fromFile(bytes, offset, length);
        }
        chunk = next;
        at = 0;
      }
      int count = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, bytes, offset, count);
      at += count;
      return count;
    }

    private int fromFile(byte[] bytes, int offset, int length) throws IOException {
      int count = waiting(length);
      if (count == 0) {
        return -1;
      }
      spill.read(taken, bytes, offset, count); // only this thread moves where it begins
      took(count);
      return count;
    }
  }
}
