package io.diag.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipe of this process, which another opens below {@code /proc}. Nothing has to be made on a disk
 * and nothing is left there. And it is safe for a JVM that comes too late: to open a pipe in a
 * folder without anybody who reads it blocks for good, with every thread of a JVM that stands at a
 * safepoint then; a pipe below {@code /proc} is gone with its process, and cannot be opened.
 */
final class DumpPipe implements Closeable {
  private static final Path OPEN_FILES = Paths.get("/proc/self/fd");
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s+(\\d+)$");

  /** Of the flags of open(2). */
  private static final int WRITE_ONLY = 1;

  private final Pipe pipe;
  private final String path;

  private DumpPipe(Pipe pipe, String path) {
    this.pipe = pipe;
    this.path = path;
  }

  /**
   * Opens both ends. While it is called, no other thread of this process may make a pipe.
   *
   * @throws IOException if it cannot be found below {@code /proc}
   */
  static DumpPipe open(long ownPid) throws IOException {
    Map<String, String> before = pipes();
    Pipe pipe = Pipe.open();
    try {
      for (Map.Entry<String, String> each : pipes().entrySet()) {
        if (!before.containsValue(each.getValue()) && isWriteOnly(each.getKey())) {
          return new DumpPipe(pipe, "/proc/" + ownPid + "/fd/" + each.getKey());
        }
      }
      throw new IOException("a pipe of this process is not to be found in " + OPEN_FILES);
    } catch (IOException | RuntimeException unusable) {
      pipe.sink().close();
      pipe.source().close();
      throw unusable;
    }
  }

  /** Under which another process of this user can open the end that is written. */
  String path() {
    return path;
  }

  /** What is written; ends when nobody has the other end open any more. */
  InputStream input() {
    return Channels.newInputStream(pipe.source());
  }

  /** Closes this process's own hold on the end that is written; any thread. */
  void closeWriteEnd() {
    try {
      pipe.sink().close();
    } catch (IOException closedAllTheSame) {
      // nothing was written by us
    }
  }

  /** Who writes is told that the pipe is broken; any thread. */
  @Override
  public void close() {
    closeWriteEnd();
    try {
      pipe.source().close();
    } catch (IOException closedAllTheSame) {
      // what was in it is not wanted
    }
  }

  /** Of each open pipe: number of the descriptor to name of the pipe. */
  private static Map<String, String> pipes() throws IOException {
    Map<String, String> pipes = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        String name = target(file);
        if (name.startsWith("pipe:")) {
          pipes.put(file.getFileName().toString(), name);
        }
      }
    }
    return pipes;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static boolean isWriteOnly(String descriptor) throws IOException {
    byte[] info = Files.readAllBytes(Paths.get("/proc/self/fdinfo", descriptor));
    Matcher flags = FLAGS.matcher(new String(info, StandardCharsets.US_ASCII));
    return flags.find() && (Integer.parseInt(flags.group(1), 8) & 3) == WRITE_ONLY;
  }
}
