package io.diag.cli;

import io.diag.agent.os.RandomBytes;
import io.diag.agent.os.ScratchFolder;
import java.io.File;
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
  private ReplyFiles() {}

  /**
   * Best first.
   *
   * @param properties the other JVM's; a relative folder counts from its own working folder
   */
  static List<Path> candidates(Properties properties, TargetProcess target) {
    Map<String, String> theirs = new HashMap<>();
    for (String key : new String[] {"java.io.tmpdir", "user.home", "user.dir"}) {
      String path = properties.getProperty(key);
      if (path != null && !path.isEmpty()) {
        theirs.put(key, target.workingFolder().resolve(path).toString());
      }
    }
    String name = "diag-reply-" + RandomBytes.hex(16);
    List<Path> files = new ArrayList<>();
    for (File folder : ScratchFolder.candidates(theirs)) {
      if (!folder.getPath().contains("|") && !folder.getPath().contains(File.pathSeparator)) {
        files.add(folder.toPath().resolve(name));
      }
    }
    return files;
  }

  /** As they stand in a request. */
  static String joined(List<Path> files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(text.length() == 0 ? "" : File.pathSeparator).append(file);
    }
    return text.toString();
  }
}
