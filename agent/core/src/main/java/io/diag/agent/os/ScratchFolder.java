package io.diag.agent.os;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A private folder for the moment in which a file must have a name. {@code java.io} only, since an
 * application may have its own {@code java.nio.file} provider.
 */
public final class ScratchFolder implements Closeable {
  /** Far longer than any folder of ours is in use, which is for some milliseconds. */
  private static final long FORGOTTEN_MILLIS = 600_000;

  private final File folder;

  private ScratchFolder(File folder) {
    this.folder = folder;
  }

  /** Where such a folder may be made, best first. */
  public static List<File> candidates(Map<String, String> systemProperties) {
    return candidates(systemProperties, UnaryOperator.identity());
  }

  /**
   * Where another process may make one.
   *
   * @param seen gives the place at which this process sees a folder of that one's
   */
  public static List<File> candidates(
      Map<String, String> systemProperties, UnaryOperator<File> seen) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(systemProperties.get("java.io.tmpdir"));
    paths.add("/tmp");
    paths.add("/var/tmp");
    paths.add("/dev/shm");
    paths.add(systemProperties.get("user.home"));
    paths.add(systemProperties.get("user.dir"));
    List<File> folders = new ArrayList<>();
    for (String path : paths) {
      // a comma would end the path in a command of the native profiler
      if (path != null
          && !path.isEmpty()
          && !path.contains(",")
          && seen.apply(new File(path)).isDirectory()) {
        folders.add(new File(path));
      }
    }
    return folders;
  }

  /**
   * Makes a folder below the given one that nobody else may enter.
   *
   * @throws IOException if it cannot be made
   */
  public static ScratchFolder create(File parent) throws IOException {
    removeForgotten(parent);
    for (int attempt = 0; attempt < 10; attempt++) {
      File folder = new File(parent, "diag-" + RandomBytes.hex(8));
      if (folder.mkdir()) {
        if (!closeToOthers(folder)) {
          folder.delete();
          throw new IOException(parent + " does not keep file permissions");
        }
        return new ScratchFolder(folder);
      }
    }
    throw new IOException(parent + " is not writable");
  }

  /** Lets only the owner in. Returns false where that cannot be, or if we are not the owner. */
  public static boolean closeToOthers(File folder) {
    return folder.setReadable(false, false)
        && folder.setWritable(false, false)
        && folder.setExecutable(false, false)
        && folder.setReadable(true, true)
        && folder.setWritable(true, true)
        && folder.setExecutable(true, true);
  }

  /** A JVM that was killed in the wrong moment leaves its folder to the next one. */
  private static void removeForgotten(File parent) {
    File[] forgotten =
        parent.listFiles(
            folder ->
                folder.getName().matches("diag-[0-9a-f]{16}")
                    && System.currentTimeMillis() - folder.lastModified() > FORGOTTEN_MILLIS);
    for (int i = 0; forgotten != null && i < forgotten.length; i++) {
      new ScratchFolder(forgotten[i]).close();
    }
  }

  public File file(String name) {
    return new File(folder, name);
  }

  /** Removes the folder and the files in it. */
  @Override
  public void close() {
    File[] files = folder.listFiles();
    if (files != null) {
      for (File file : files) {
        file.delete();
      }
    }
    folder.delete();
  }
}
