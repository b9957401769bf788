package io.diag.cli;

import java.io.File;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the JVMs of this machine. JVMs leave a record of themselves in a temporary folder under
 * their own process number, which in another PID namespace is not the one that is seen here; so
 * what {@code /proc} shows decides, and the record only tells the name.
 */
final class JvmFinder {
  private final File proc;

  /**
   * @param proc as mounted here
   */
  JvmFinder(File proc) {
    this.proc = proc;
  }

  /**
   * Process id and display name of each; the name is empty where none was left.
   *
   * @param recorded what JVMs left, by their process id here or the one they see themselves
   */
  Map<Long, String> find(Map<Long, String> recorded) {
    String[] names = proc.list();
    if (names == null || !new File(proc, "self").exists()) {
      return recorded;
    }
    Map<Long, String> found = new TreeMap<>();
    for (String name : names) {
      if (name.matches("\\d{1,18}")) {
        add(Long.parseLong(name), recorded, found);
      }
    }
    return found;
  }

  private void add(long pid, Map<Long, String> recorded, Map<Long, String> found) {
    TargetProcess process = new TargetProcess(proc.toPath(), pid);
    Boolean jvm = process.isJvm();
    String name = recorded.get(pid);
    if (jvm == null ? name != null : jvm) {
      name = name == null ? recorded.get(process.innermostPid()) : name;
      found.put(pid, name == null ? "" : name);
    }
  }
}
