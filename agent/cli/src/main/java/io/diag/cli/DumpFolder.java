package io.diag.cli;

import io.diag.agent.os.RandomBytes;
import io.diag.agent.os.ScratchFolder;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A private folder, made in another folder that a JVM sees, for its dump to be written into. */
final class DumpFolder implements Closeable {
  private static final String PREFIX = "diag-heap-";

  /** No dump takes that long: what is older was left by a command that was killed. */
  private static final long FORGOTTEN_MILLIS = 86_400_000L;

  private static final int ATTEMPTS = 40;
  private static final long PAUSE_MILLIS = 50;

  private final String theirs;
  private final File folder;

  private DumpFolder(String theirs, File folder) {
    this.theirs = theirs;
    this.folder = folder;
  }

  /**
   * @param parent as the JVM sees it
   * @throws IOException if it cannot be made so that the JVM alone may write there
   */
  static DumpFolder create(TargetProcess target, File parent) throws IOException {
    File seen = target.lasting(parent.getPath()).toFile(); // to be removed if the JVM is killed
    removeForgotten(seen);
    String name = PREFIX + RandomBytes.hex(8);
    DumpFolder made = new DumpFolder(new File(parent, name).getPath(), new File(seen, name));
    if (!made.folder.mkdir()) {
      throw new IOException(parent + " is not writable");
    }
    boolean usable = false;
    try {
      if (!ScratchFolder.closeToOthers(made.folder)) {
        throw new IOException(parent + " does not keep file permissions");
      }
      if (!target.owner().equals(TargetProcess.own().owner())) {
        // only root comes so far
        Files.setAttribute(made.folder.toPath(), "unix:uid", Integer.valueOf(target.owner()));
      }
      usable = true;
      return made;
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      throw new IOException(parent + " cannot be given to the JVM's user", noUnix);
    } finally {
      if (!usable) {
        made.close();
      }
    }
  }

  /** The dump's path, as the JVM sees it. */
  String path() {
    return theirs + "/heap.hprof";
  }

  /** The same file, as this process sees it. */
  Path file() {
    return new File(folder, "heap.hprof").toPath();
  }

  /** In all its files. */
  long writtenBytes() {
    long bytes = 0;
    for (File file : files()) {
      bytes += file.length();
    }
    return bytes;
  }

  long usableBytes() {
    return folder.getUsableSpace();
  }

  /**
   * Gives back what its files take. The JVM goes on writing where it was, so this is to be repeated
   * until it has ended.
   */
  void empty() {
    for (File file : files()) {
      try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
        channel.truncate(0);
      } catch (IOException removedMeanwhile) {
        // it takes nothing then
      }
    }
  }

  /** Removes it, again if the JVM made a file meanwhile: into a folder that is gone it cannot. */
  @Override
  public void close() {
    for (int attempt = 0; attempt < ATTEMPTS && folder.exists(); attempt++) {
      for (File file : files()) {
        file.delete();
      }
      if (!folder.delete()) {
        try {
          Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private File[] files() {
    File[] files = folder.listFiles();
    return files == null ? new File[0] : files;
  }

  private static void removeForgotten(File parent) {
    File[] forgotten =
        parent.listFiles(
            folder ->
                folder.getName().matches(PREFIX + "[0-9a-f]{16}")
                    && System.currentTimeMillis() - folder.lastModified() > FORGOTTEN_MILLIS);
    for (int i = 0; forgotten != null && i < forgotten.length; i++) {
      new DumpFolder("", forgotten[i]).close();
    }
  }
}
