package io.diag.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where everything goes that a run of the tests writes and nobody reads afterwards, the temporary
 * files of the JVMs it starts among them. Removed at the end, unless a test failed.
 */
public final class RunFolder {
  private static final Path FOLDER = create();
  private static final Queue<Path> ELSEWHERE = new ConcurrentLinkedQueue<>();
  private static volatile boolean wanted;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(RunFolder::end));
  }

  private RunFolder() {}

  /** A new folder in it. */
  public static Path folder(String name) {
    try {
      return Files.createTempDirectory(FOLDER, name);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** A new, empty file in it. */
  public static Path file(String prefix, String suffix) {
    try {
      return Files.createTempFile(FOLDER, prefix, suffix);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** The temporary folder of JVMs that have no other. */
  public static Path temporary() {
    try {
      return Files.createDirectories(FOLDER.resolve("tmp"));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** A new folder that other users can read, which the path to the others may forbid. */
  public static Path forEveryUser(Path parent) throws IOException {
    Path made = Files.createTempDirectory(parent, "diag-for-all");
    ELSEWHERE.add(made);
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What is in it may say why a test failed. */
  static void keep() {
    wanted = true;
  }

  private static Path create() {
    try {
      Path target = Files.createDirectories(Artifacts.repository().resolve("e2e/target"));
      return Files.createTempDirectory(target, "run-");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static void end() {
    Forked.endAll();
    if (wanted) {
      System.err.println("kept for a test that failed: " + FOLDER);
      return;
    }
    delete(FOLDER.toFile());
    ELSEWHERE.forEach(path -> delete(path.toFile()));
  }

  static void delete(File file) {
    File[] children = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
    if (children != null) {
      for (File child : children) {
        delete(child);
      }
    }
    file.delete();
  }
}
