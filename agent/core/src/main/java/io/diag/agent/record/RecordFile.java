package io.diag.agent.record;

import io.diag.agent.os.ScratchFolder;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;

/**
 * The file a recording is in while it runs. It has a name until the one who asked for the recording
 * has opened it and removed the name, or until it is closed.
 */
final class RecordFile implements Closeable {
  /** More than this is not read by any viewer with ease. */
  private static final long MAX_BYTES = 128L << 20;

  /** What the disk must keep free for the application. */
  private static final long FLOOR_BYTES = 64L << 20;

  private final ScratchFolder scratch;
  private final File folder;
  private final File path;
  private final RandomAccessFile file;

  private RecordFile(ScratchFolder scratch, File folder, String name) throws IOException {
    this.scratch = scratch;
    this.folder = folder;
    path = scratch.file(name).getAbsoluteFile();
    file = new RandomAccessFile(path, "rw");
  }

  /**
   * Makes one in the first folder that has room.
   *
   * @param name how it is called while it has a name
   * @throws IOException if none has
   */
  static RecordFile create(List<File> folders, String name) throws IOException {
    IOException last = new IOException("no folder to record to");
    for (File folder : folders) {
      if (folder.getUsableSpace() < FLOOR_BYTES) {
        last = new IOException(folder + " has less than 64 MB of free space");
        continue;
      }
      ScratchFolder scratch = null;
      RecordFile made = null;
      try {
        scratch = ScratchFolder.create(folder);
        made = new RecordFile(scratch, folder, name);
        return made;
      } catch (IOException unusable) {
        last = unusable;
      } finally {
        if (made == null && scratch != null) {
          scratch.close();
        }
      }
    }
    throw last;
  }

  /** Where to open it, as this process sees it. */
  File path() {
    return path;
  }

  /** Adds a chunk to the end. */
  void append(byte[] chunk) throws IOException {
    file.seek(file.length());
    file.write(chunk);
  }

  /** Why it must not grow any more, or null. */
  String trouble() {
    try {
      if (file.length() > MAX_BYTES) {
        return "it reached 128 MB";
      }
      return folder.getUsableSpace() < FLOOR_BYTES
          ? folder + " has less than 64 MB of free space left"
          : null;
    } catch (IOException closed) {
      return "its file was closed";
    }
  }

  /** Gives the file up; who has it open keeps it. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException closedAllTheSame) {
      // nothing is buffered on this side
    }
    scratch.close();
  }
}
