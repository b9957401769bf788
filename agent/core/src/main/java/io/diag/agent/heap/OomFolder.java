package io.diag.agent.heap;

import io.diag.agent.os.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Where JVMs of one user leave the dumps that they write without memory: a folder for each JVM,
 * with its id for a name. A JVM that runs touches its own, so that those of dead ones are known,
 * also where process ids mean nothing, as in containers. One thread at a time.
 */
final class OomFolder {
  /** A JVM may stand still for minutes while it writes. */
  private static final long DEAD_MILLIS = 900_000;

  private final File all;
  private final File own;
  private final LongSupplier millis;

  private OomFolder(File all, File own, LongSupplier millis) {
    this.all = all;
    this.own = own;
    this.millis = millis;
  }

  /** A dump with the id of the JVM that left it. */
  static final class Left {
    final File file;
    final String jvmId;

    Left(File file, String jvmId) {
      this.file = file;
      this.jvmId = jvmId;
    }
  }

  /**
   * Makes the folders in the first place where that is possible.
   *
   * @param parents where they may be, best first
   * @param millis the time of day
   * @throws IOException if nobody else can be kept out anywhere
   */
  static OomFolder in(List<File> parents, String user, String jvmId, LongSupplier millis)
      throws IOException {
    IOException last = new IOException("there is no folder for dumps");
    for (File parent : parents) {
      try {
        return in(parent, user, jvmId, millis);
      } catch (IOException unusable) {
        last = unusable;
      }
    }
    throw last;
  }

  private static OomFolder in(File parent, String user, String jvmId, LongSupplier millis)
      throws IOException {
    File all = new File(parent, "diag-oom-" + user.replaceAll("[^A-Za-z0-9._-]", "_"));
    File own = new File(all, jvmId);
    all.mkdir();
    if (!ScratchFolder.closeToOthers(all) || !(own.mkdir() || own.isDirectory())) {
      throw new IOException(all + " cannot be made, or is somebody else's");
    }
    return new OomFolder(all, own, millis);
  }

  /** Where this JVM is to write. */
  File own() {
    return own;
  }

  long usableBytes() {
    return own.getUsableSpace();
  }

  /** Says that this JVM still runs. */
  void touch() {
    own.setLastModified(millis.getAsLong());
  }

  /** What this JVM has written. */
  List<Left> ofThisJvm() {
    return in(own);
  }

  /** What dead ones have left; their empty folders are removed. */
  List<Left> ofDeadJvms() {
    List<Left> left = new ArrayList<>();
    File[] folders = all.listFiles(File::isDirectory);
    for (int i = 0; folders != null && i < folders.length; i++) {
      File folder = folders[i];
      if (!folder.equals(own)
          && Math.abs(millis.getAsLong() - folder.lastModified()) > DEAD_MILLIS
          && !folder.delete()) {
        left.addAll(in(folder));
      }
    }
    return left;
  }

  /** Removes the own folder if there is nothing in it, and that of all likewise. */
  void leave() {
    if (own.delete()) {
      all.delete();
    }
  }

  private static List<Left> in(File folder) {
    List<Left> left = new ArrayList<>();
    File[] files = folder.listFiles((any, name) -> name.endsWith(".hprof"));
    for (int i = 0; files != null && i < files.length; i++) {
      left.add(new Left(files[i], folder.getName()));
    }
    return left;
  }
}
