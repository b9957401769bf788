package io.diag.collector.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one directory in which everything is kept, held by one collector at a time. Failures are
 * {@link IOException}s whose message is one line for a person.
 */
public final class DataDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final String FORMAT_FILE = "format";
  private static final String NEW_FORMAT_FILE = "format.new";
  private static final String LOCK_FILE = "lock";

  /** What a start that was cut off may leave before there is a format. */
  private static final Set<String> OWN_FILES = Set.of(LOCK_FILE, NEW_FORMAT_FILE);

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory when it is not there, and takes it.
   *
   * @throws IOException if it cannot be written, holds something else, is held by another collector
   *     or was written by a newer one
   */
  public static DataDirectory open(Path path) throws IOException {
    try {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (IOException e) {
      throw new IOException(
          "the data directory "
              + path
              + " cannot be made: "
              + reason(e)
              + "; choose another with --data",
          e);
    }
    if (!Files.isWritable(path)) {
      throw new IOException(
          "the data directory "
              + path
              + " is not writable; change its owner or choose another with --data");
    }
    checkFormat(path);
    FileChannel lock = lock(path);
    try {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
      writeFormat(path);
      return new DataDirectory(path, lock);
    } catch (IOException e) {
      lock.close();
      throw new IOException(
          "the data directory "
              + path
              + " cannot be written: "
              + reason(e)
              + "; choose another with --data",
          e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Makes an empty file that only its owner can read, unless it is there. */
  static void createPrivately(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE_OWNER_ONLY));
    }
  }

  /** Makes the names of files in a directory survive a loss of power. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void checkFormat(Path path) throws IOException {
    Path file = path.resolve(FORMAT_FILE);
    if (!Files.exists(file)) {
      try (Stream<Path> files = Files.list(path)) {
        if (files.anyMatch(other -> !OWN_FILES.contains(other.getFileName().toString()))) {
          throw new IOException(
              "the data directory "
                  + path
                  + " holds files of something else; choose an empty or new one with --data");
        }
      }
      return;
    }
    int format;
    try {
      format = Integer.parseInt(Files.readString(file, StandardCharsets.UTF_8).trim());
    } catch (NumberFormatException notANumber) {
      throw new IOException(
          file + " is not a number; choose another directory with --data", notANumber);
    }
    if (format > SqliteFile.FORMAT) {
      throw new IOException(
          "the data directory "
              + path
              + " has format "
              + format
              + ", and this collector knows "
              + SqliteFile.FORMAT
              + "; use the newer collector that wrote it, or choose another with --data");
    }
  }

  /**
   * Says that the directory is of the present format before its files are: an older collector must
   * not open it from here on, even if this process ends before the files are migrated.
   */
  private static void writeFormat(Path path) throws IOException {
    Path file = path.resolve(FORMAT_FILE);
    byte[] format = (SqliteFile.FORMAT + "\n").getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), format)) {
      return;
    }
    Path written = path.resolve(NEW_FORMAT_FILE);
    createPrivately(written);
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(format));
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    sync(path);
  }

  private static FileChannel lock(Path path) throws IOException {
    createPrivately(path.resolve(LOCK_FILE));
    FileChannel channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.WRITE);
    FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException heldInThisProcess) {
      taken = null;
    }
    if (taken == null) {
      channel.close();
      throw new IOException(
          "the data directory "
              + path
              + " is in use by another collector; stop that one or choose another with --data");
    }
    return channel;
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }
}
