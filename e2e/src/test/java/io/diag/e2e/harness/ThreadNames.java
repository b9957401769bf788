package io.diag.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The threads of another process, by their names as the kernel cuts them, without asking it. */
public final class ThreadNames {
  private ThreadNames() {}

  public static List<String> of(long pid) {
    List<String> names = new ArrayList<>();
    File[] threads = new File("/proc/" + pid + "/task").listFiles();
    for (int i = 0; threads != null && i < threads.length; i++) {
      try {
        names.add(Files.readString(threads[i].toPath().resolve("comm")).trim());
      } catch (IOException endedMeanwhile) {
        // not one of them any more
      }
    }
    return names;
  }
}
