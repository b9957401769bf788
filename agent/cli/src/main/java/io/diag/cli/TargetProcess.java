package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Looks at a process before anything is sent to it. The attach API signals SIGQUIT, which ends a
 * process that is not a JVM, and makes one with attach disabled print its threads; so both are
 * ruled out first, from {@code /proc}. Where there is no {@code /proc} nothing is ruled out.
 */
final class TargetProcess {
  private static final Path PROC = Paths.get("/proc");
  private static final Path SELF = PROC.resolve("self");

  private final long pid;
  private final Path folder;

  TargetProcess(long pid) {
    this(PROC, pid);
  }

  TargetProcess(Path proc, long pid) {
    this.pid = pid;
    folder = proc.resolve(Long.toString(pid));
  }

  static TargetProcess own() {
    try {
      return new TargetProcess(Long.parseLong(new File("/proc/self").getCanonicalFile().getName()));
    } catch (IOException | NumberFormatException noProc) {
      return new TargetProcess(-1);
    }
  }

  long pid() {
    return pid;
  }

  /**
   * @throws CliException if there is no such process, it is someone else's, no JVM, or cannot be
   *     attached to
   */
  void check() throws CliException {
    if (pid <= 0) {
      throw new MisuseException(pid + " is not a process id; java -jar diag.jar ps lists the JVMs");
    }
    if (!Files.isDirectory(SELF)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new CliException("no process " + pid + "; java -jar diag.jar ps lists the JVMs");
    }
    String process = statusField(folder, "Tgid:", 1);
    if (!process.isEmpty() && !process.equals(Long.toString(pid))) {
      throw new CliException(pid + " is a thread of process " + process + "; attach to that one");
    }
    String mine = owner(SELF);
    String theirs = owner(folder);
    if (!theirs.equals(mine) && !mine.equals("0")) {
      throw new CliException(
          "process "
              + pid
              + " belongs to user "
              + name(theirs)
              + "; run this as that user or root:"
              + " sudo -u "
              + name(theirs)
              + " java -jar diag.jar ...");
    }
    if (!contains("maps", "libjvm.so")) {
      throw new CliException(
          "process " + pid + " is not a JVM; java -jar diag.jar ps lists the JVMs");
    }
    if (contains("cmdline", "-XX:+DisableAttachMechanism")
        || contains("environ", "-XX:+DisableAttachMechanism")) {
      throw new CliException(
          "JVM "
              + pid
              + " runs with -XX:+DisableAttachMechanism; start it with"
              + " -javaagent:diag.jar instead");
    }
  }

  /** Whether it is a JVM; null if this user may not tell, or it is gone. */
  Boolean isJvm() {
    try {
      return contains("maps", "libjvm.so");
    } catch (CliException unreadable) {
      return null;
    }
  }

  /**
   * @throws CliException if it is a JVM of another kind, whose heap is not written as HPROF
   */
  void checkHotSpot() throws CliException {
    if (Files.isDirectory(folder) && contains("maps", "libj9vm")) {
      throw new CliException(
          "JVM "
              + pid
              + " is OpenJ9, which has no heap dump of this kind to give; use its own: jcmd "
              + pid
              + " Dump.heap");
    }
  }

  /** The effective user id; empty if it cannot be told. */
  String owner() {
    return owner(folder);
  }

  /** A file below {@code /proc/PID}. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Whether it sees the same process ids as that one; false if it cannot be told. */
  boolean sharesPids(TargetProcess other) {
    try {
      return Files.readSymbolicLink(file("ns/pid"))
          .equals(Files.readSymbolicLink(other.file("ns/pid")));
    } catch (IOException unknown) {
      return false;
    }
  }

  /** The process id as the process itself sees it, in its own PID namespace. */
  long innermostPid() {
    String[] pids = statusLine(folder, "NSpid:").split("\\s+");
    String innermost = pids[pids.length - 1];
    return innermost.matches("\\d{1,18}") ? Long.parseLong(innermost) : pid;
  }

  /** The process's working folder; the root where it cannot be told. */
  Path workingFolder() {
    try {
      return folder.resolve("cwd").toRealPath();
    } catch (IOException unknown) {
      return Paths.get("/");
    }
  }

  /** Where this process finds a file of that one, which may have mounts of its own. */
  Path seen(String path) {
    Path root = folder.resolve("root");
    return Files.isReadable(root) ? Paths.get(root + path) : Paths.get(path);
  }

  /** As {@link #seen}, and also after its end where both have the same mounts. */
  Path lasting(String path) {
    try {
      boolean same =
          Files.readSymbolicLink(file("ns/mnt"))
                  .equals(Files.readSymbolicLink(SELF.resolve("ns/mnt")))
              && Files.readSymbolicLink(file("root"))
                  .equals(Files.readSymbolicLink(SELF.resolve("root")));
      return same ? Paths.get(path) : seen(path);
    } catch (IOException unknown) {
      return seen(path);
    }
  }

  /** Whether it still runs; true where that cannot be told. One that nobody reaps has ended. */
  boolean isAlive() {
    if (!Files.isDirectory(SELF)) {
      return true;
    }
    return Files.isDirectory(folder) && !statusField(folder, "State:", 1).equals("Z");
  }

  /** Whether it has a thread of that name, of at most 15 characters; null if it cannot be told. */
  Boolean hasThread(String name) {
    String[] threads = folder.resolve("task").toFile().list();
    if (threads == null) {
      return null;
    }
    for (String thread : threads) {
      try {
        byte[] theirs = Files.readAllBytes(folder.resolve("task").resolve(thread).resolve("comm"));
        if (new String(theirs, StandardCharsets.UTF_8).trim().equals(name)) {
          return true;
        }
      } catch (IOException endedMeanwhile) {
        // not the one then
      }
    }
    return false;
  }

  /** The effective user id, or empty if it cannot be told. */
  private static String owner(Path folder) {
    return statusField(folder, "Uid:", 2);
  }

  private static String statusField(Path folder, String field, int column) {
    String[] columns = statusLine(folder, field).split("\\s+");
    return column < columns.length ? columns[column] : "";
  }

  private static String statusLine(Path folder, String field) {
    try {
      for (String line :
          Files.readAllLines(folder.resolve("status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(field)) {
          return line;
        }
      }
    } catch (IOException gone) {
      return "";
    }
    return "";
  }

  private String name(String uid) {
    try {
      return Files.getOwner(folder).getName();
    } catch (IOException gone) {
      return uid;
    }
  }

  private boolean contains(String file, String text) throws CliException {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException unreadable) {
      throw new CliException(
          "process "
              + pid
              + " does not let this user look at it, so it is not attached to; if it is"
              + " a JVM, start it with -javaagent:diag.jar",
          unreadable);
    }
  }
}
