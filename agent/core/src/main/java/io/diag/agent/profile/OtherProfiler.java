package io.diag.agent.profile;

import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.util.Locale;

/**
 * Looks for another copy of async-profiler in this process. Two copies start without complaint and
 * share one signal, so both would count wrongly.
 */
public final class OtherProfiler {
  private final ProcFs files;

  public OtherProfiler(ProcFs files) {
    this.files = files;
  }

  /**
   * The path of a profiler library that is mapped and is not ours, or null.
   *
   * @param ours from where our own was loaded, or null
   */
  public String find(String ours) {
    try {
      for (String line : files.lines("/proc/self/maps")) {
        int slash = line.indexOf('/');
        if (slash < 0) {
          continue;
        }
        String path = line.substring(slash).replace(" (deleted)", "");
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean profiler = name.contains("asyncprofiler") || name.contains("javaprofiler");
        if (profiler && !path.equals(ours)) {
          return path;
        }
      }
    } catch (IOException noProc) {
      return null; // nothing to look into: then nothing is known against starting
    }
    return null;
  }
}
