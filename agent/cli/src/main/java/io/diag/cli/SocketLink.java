package io.diag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Helps the attach API of older JDKs to a JVM of the same process id that has a {@code /tmp} of its
 * own, as an application has it for a debug container. They would leave the mark that asks for a
 * socket in their own {@code /tmp} and wait for the socket there, while SIGQUIT makes the JVM print
 * its threads again and again. So while this is open the mark lies where that JVM looks, and a link
 * leads to where it answers.
 */
final class SocketLink implements AutoCloseable {
  private static final Path TMP = Paths.get("/tmp");

  private final Path link;
  private final Path mark;

  private SocketLink(Path link, Path mark) {
    this.link = link;
    this.mark = mark;
  }

  /** Does nothing where it is not needed, or cannot be done. */
  static SocketLink to(TargetProcess target) {
    long pid = target.pid();
    Path theirs = target.seen(TMP.toString());
    if (target.innermostPid() != pid || isSame(theirs)) {
      return new SocketLink(null, null);
    }
    Path socket = theirs.resolve(".java_pid" + pid);
    Path link = created(TMP.resolve(socket.getFileName()), socket);
    Path mark = Files.exists(socket) ? null : created(theirs.resolve(".attach_pid" + pid), null);
    return new SocketLink(link, mark);
  }

  private static boolean isSame(Path theirs) {
    try {
      return Files.isSameFile(TMP, theirs);
    } catch (IOException notReachable) {
      return true;
    }
  }

  /** Null if it is there already, or cannot be made. */
  private static Path created(Path file, Path leadingTo) {
    try {
      return leadingTo == null ? Files.createFile(file) : Files.createSymbolicLink(file, leadingTo);
    } catch (IOException | UnsupportedOperationException cannot) {
      return null;
    }
  }

  @Override
  public void close() {
    delete(link);
    delete(mark);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException gone) {
      // nothing of ours is left then
    }
  }
}
