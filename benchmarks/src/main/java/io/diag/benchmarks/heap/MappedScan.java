package io.diag.benchmarks.heap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** The floor: touches every eight bytes of a file once, mapped. Argument: the file. */
public final class MappedScan {
  private static final int PIECE = 1 << 30;

  private MappedScan() {}

  public static void main(String[] arguments) throws IOException {
    long sum = 0;
    try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
      for (long at = 0; at < file.size(); at += PIECE) {
        MappedByteBuffer piece = file.map(MapMode.READ_ONLY, at, Math.min(PIECE, file.size() - at));
        while (piece.remaining() >= Long.BYTES) {
          sum += piece.getLong();
        }
      }
    }
    System.out.println(sum);
  }
}
