package io.diag.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Held while a JVM is asked for a dump, so that nobody else asks it meanwhile: the JVM would do one
 * after the other. It is a lock on {@code /proc/PID/comm}, to which nothing is written. The system
 * lets go of it with the process that holds it, so a command that is killed leaves nothing behind.
 */
final class DumpLock implements Closeable {
  private final FileChannel channel;

  private DumpLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws CliException if another has it. Where there is nothing to lock, nobody is kept away
   */
  static DumpLock take(TargetProcess target) throws CliException {
    return take(target.file("comm"), target.pid());
  }

  static DumpLock take(Path file, long pid) throws CliException {
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      taken = lock != null;
    } catch (OverlappingFileLockException takenHere) {
      taken = false;
    } catch (IOException nothingToLock) {
      taken = true;
    }
    if (!taken) {
      close(channel);
      throw new CliException(
          "a heap dump of JVM " + pid + " is being taken already; try again when it is done");
    }
    return new DumpLock(channel);
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException goneWithTheProcess) {
        // nothing was written
      }
    }
  }
}
