package io.diag.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has mapped. */
public final class Maps {
  private Maps() {}

  /** The text of its maps. */
  public static String of(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/maps"));
  }
}
