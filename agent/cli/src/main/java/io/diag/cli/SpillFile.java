package io.diag.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A ring of bytes in a file that has no name, so that it is gone with the process. One thread may
 * write while another reads.
 */
final class SpillFile implements Closeable {
  private final FileChannel channel;
  private final long capacityBytes;

  private SpillFile(FileChannel channel, long capacityBytes) {
    this.channel = channel;
    this.capacityBytes = capacityBytes;
  }

  /**
   * @param capacityBytes of which the file takes as much as was ever in use at once
   * @throws IOException if the folder cannot be written
   */
  static SpillFile create(Path folder, long capacityBytes) throws IOException {
    Path file = Files.createTempFile(folder, "diag-heap-", ".spill"); // for its owner alone
    try {
      return new SpillFile(
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), capacityBytes);
    } finally {
      Files.delete(file);
    }
  }

  long capacityBytes() {
    return capacityBytes;
  }

  /**
   * @param position of the first byte among all that were ever written
   */
  void write(long position, byte[] bytes, int length) throws IOException {
    int first = firstPart(position, length);
    write(position % capacityBytes, ByteBuffer.wrap(bytes, 0, first));
    write(0, ByteBuffer.wrap(bytes, first, length - first));
  }

  /** Reads as many bytes as are asked for; all of them must have been written. */
  void read(long position, byte[] bytes, int offset, int length) throws IOException {
    int first = firstPart(position, length);
    read(position % capacityBytes, ByteBuffer.wrap(bytes, offset, first));
    read(0, ByteBuffer.wrap(bytes, offset + first, length - first));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int firstPart(long position, int length) {
    return (int) Math.min(length, capacityBytes - position % capacityBytes);
  }

  private void write(long at, ByteBuffer bytes) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private void read(long at, ByteBuffer bytes) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, position);
      if (read < 0) {
        throw new IOException("what was put aside is not there any more");
      }
      position += read;
    }
  }
}
