package io.diag.collector.store;

import java.io.InputStream;
import java.util.List;

/**
 * The only door to what is kept as it came, for a day and as far as there is room. What stands here
 * is a convenience: an item is acknowledged once its stacks are in the {@link Store}, whether or
 * not its chunk could be kept as well. Any thread; methods block for the disk and never throw for
 * its failures.
 */
public interface Blobs extends AutoCloseable {
  /**
   * One chunk that is kept.
   *
   * @param fromMillis when its span began; equal to the end when nobody said
   */
  record Chunk(String jvmId, long fromMillis, long toMillis, long sequence) {}

  /**
   * Keeps a chunk, unless there is no room. One that is there already stays as it is.
   *
   * @param bytes as they were sent
   * @param gzip whether they are compressed
   */
  void put(Chunk chunk, byte[] bytes, boolean gzip);

  /**
   * Chunks of a JVM that overlap a range, oldest first.
   *
   * @param from epoch milliseconds, inclusive
   * @param to exclusive
   */
  List<Chunk> find(String jvmId, long from, long to);

  /**
   * The chunks one after the other, uncompressed. One that is gone by the time it is its turn, or
   * is not whole, is left out.
   */
  InputStream read(List<Chunk> chunks);

  @Override
  void close();
}
