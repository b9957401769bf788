package io.diag.agent.ship;

import io.diag.agent.os.ScratchFolder;
import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folder that holds what one JVM could not send, for nobody else to enter, and locked by
 * whoever works in it. The kernel lets go of the lock when its process dies, however it dies.
 */
final class SpoolFolder implements Closeable {
  private static final String PREFIX = "diag-spool-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[A-Za-z0-9-]{8,64}");
  private static final String LOCK = "lock";
  private static final String HELLO = "hello.json";

  private final File folder;
  private final RandomAccessFile lockFile;

  private SpoolFolder(File folder, RandomAccessFile lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * The JVM's folder below the given one, made if it is not there.
   *
   * @throws IOException if it cannot be made, or something else works in it
   */
  static SpoolFolder of(File parent, String jvmId) throws IOException {
    File folder = new File(parent, PREFIX + jvmId);
    boolean made = folder.mkdir();
    if (!made && !folder.isDirectory()) {
      throw new IOException(parent + " is not writable");
    }
    SpoolFolder ours = ScratchFolder.closeToOthers(folder) ? locked(folder) : null;
    if (ours == null) {
      if (made) {
        folder.delete();
      }
      throw new IOException(folder + " cannot be locked, or closed to others");
    }
    return ours;
  }

  /** Whether a JVM left such a folder here. */
  static boolean exists(File parent, String jvmId) {
    return new File(parent, PREFIX + jvmId).isDirectory();
  }

  /**
   * A folder that a JVM left behind, or null if it is in use or not ours to take: changing the mode
   * of a folder is for its owner alone, so that nobody can slip us one. Locked first, for while the
   * mode is changed nobody could work in it.
   */
  static SpoolFolder leftBehind(File folder) throws IOException {
    File lock = new File(folder, LOCK);
    boolean plain =
        lock.isFile() && lock.getCanonicalPath().endsWith(folder.getName() + File.separator + LOCK);
    SpoolFolder taken = plain ? locked(folder) : null;
    if (taken != null && !ScratchFolder.closeToOthers(folder)) {
      taken.close();
      return null;
    }
    return taken;
  }

  /** Those below a folder, in use or not. */
  static List<File> below(File parent) {
    File[] found = parent.listFiles((in, name) -> NAME.matcher(name).matches());
    return found == null ? new ArrayList<File>() : Arrays.asList(found);
  }

  String jvmId() {
    return folder.getName().substring(PREFIX.length());
  }

  File file(String name) {
    return new File(folder, name);
  }

  File path() {
    return folder;
  }

  /** Names of the files in it that end so, in order. */
  List<String> names(String suffix) {
    String[] found = folder.list((in, name) -> name.endsWith(suffix));
    List<String> names = new ArrayList<>(Arrays.asList(found == null ? new String[0] : found));
    names.sort(null);
    return names;
  }

  /** When something was last written in it, epoch milliseconds. */
  long lastWrittenMillis() {
    long last = folder.lastModified();
    File[] files = folder.listFiles();
    for (int i = 0; files != null && i < files.length; i++) {
      last = Math.max(last, files[i].lastModified());
    }
    return last;
  }

  /** Keeps what the JVM says of itself, for whoever sends the rest when it is dead. */
  void writeHello(byte[] hello) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file(HELLO))) {
      out.write(hello);
    }
  }

  File hello() {
    return file(HELLO);
  }

  /** Removes it with all that is in it, and lets go of it. */
  void delete() {
    File[] files = folder.listFiles();
    for (int i = 0; files != null && i < files.length; i++) {
      files[i].delete();
    }
    folder.delete();
    close();
  }

  /** Lets go of it. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException nothingToDo) {
      // the lock goes with the file handle, at the latest with the process
    }
  }

  /** Null when it is locked. */
  private static SpoolFolder locked(File folder) throws IOException {
    RandomAccessFile file = new RandomAccessFile(new File(folder, LOCK), "rw");
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock != null) {
        return new SpoolFolder(folder, file);
      }
    } catch (OverlappingFileLockException byThisProcess) {
      // another agent in this JVM
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
    file.close();
    return null;
  }
}
