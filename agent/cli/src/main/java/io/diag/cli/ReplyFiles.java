package io.diag.cli;

import io.diag.agent.os.RandomBytes;
import io.diag.agent.os.ScratchFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where a JVM may leave its answer: files of one unguessable name in each of its temporary folders,
 * since any of them may be missing or read-only there.
 */
final class ReplyFiles {
  private final List<String> theirs = new ArrayList<>();
  private final List<Path> seen = new ArrayList<>();

  /**
   * @param properties the other JVM's; a relative folder counts from its own working folder
   */
  ReplyFiles(Properties properties, TargetProcess target) {
    String name = "diag-reply-" + RandomBytes.hex(16);
    for (File folder : folders(properties, target)) {
      if (!folder.getPath().contains("|") && !folder.getPath().contains(File.pathSeparator)) {
        theirs.add(new File(folder, name).getPath());
        seen.add(target.seen(new File(folder, name).getPath()));
      }
    }
  }

  /**
   * The other JVM's temporary folders, as it sees them, best first.
   *
   * @param properties the other JVM's
   */
  static List<File> folders(Properties properties, TargetProcess target) {
    Map<String, String> folders = new HashMap<>();
    for (String key : new String[] {"java.io.tmpdir", "user.home", "user.dir"}) {
      String path = properties.getProperty(key);
      if (path != null && !path.isEmpty()) {
        folders.put(key, target.workingFolder().resolve(path).toString());
      }
    }
    return ScratchFolder.candidates(folders, path -> target.seen(path.getPath()).toFile());
  }

  /** As they stand in a request, best first. */
  String request() {
    return String.join(File.pathSeparator, theirs);
  }

  /** The answer, once it is there, or null. */
  Path answer() {
    for (Path file : seen) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
    return null;
  }
}
