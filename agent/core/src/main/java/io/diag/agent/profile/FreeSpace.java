package io.diag.agent.profile;

import java.io.File;
import java.io.IOException;
import java.util.function.ToLongFunction;

/**
 * Keeps JFR from filling a disk: when its repository's is full, JFR ends the application. What it
 * keeps in memory is some 10 MB, so a multiple of that must be free before anything is written.
 */
final class FreeSpace {
  static final long FLOOR_BYTES = 64L << 20;

  private final File folder;
  private final ToLongFunction<File> usableBytes;

  /**
   * @param usableBytes as {@link File#getUsableSpace}
   */
  FreeSpace(File folder, ToLongFunction<File> usableBytes) {
    this.folder = folder;
    this.usableBytes = usableBytes;
  }

  /**
   * @throws IOException if too little is free, or if the folder is not there
   */
  void check() throws IOException {
    long bytes = usableBytes.applyAsLong(folder);
    if (bytes < FLOOR_BYTES) {
      throw new IOException(
          "JFR needs 64 MB of free space in "
              + folder
              + ", which has "
              + (bytes >> 20)
              + " MB; a full disk would end the application");
    }
  }
}
