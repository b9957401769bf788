package io.diag.collector;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The jar this process runs from. Classes are read from it as they are needed, so once other bytes
 * stand in that file nothing new can be loaded: requests fail within the server, which then tries
 * to answer with the failure on and on. A jar that takes the place of the old one under its name
 * does no harm, since the old one stays open. Not for several threads.
 */
final class OwnJar {
  /** Enough of the jar's directory, which stands at its end, to tell two builds apart. */
  private static final int TAIL_BYTES = 64 << 10;

  private final Path path;
  private final Object fileKey;
  private final long size;
  private final long crc;
  private long modifiedMillis;

  private OwnJar(Path path, BasicFileAttributes attributes) throws IOException {
    this.path = path;
    fileKey = attributes.fileKey();
    size = attributes.size();
    modifiedMillis = attributes.lastModifiedTime().toMillis();
    crc = tailCrc();
  }

  /** Empty when this does not run from a jar. */
  static Optional<OwnJar> ofThisProcess() {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    try {
      Path path = source == null ? null : Path.of(source.getLocation().toURI());
      return path == null || !Files.isRegularFile(path) ? Optional.empty() : Optional.of(of(path));
    } catch (URISyntaxException | IOException notAFile) {
      return Optional.empty();
    }
  }

  static OwnJar of(Path path) throws IOException {
    return new OwnJar(path, Files.readAttributes(path, BasicFileAttributes.class));
  }

  Path path() {
    return path;
  }

  /** Whether other bytes stand in the same file. Blocks for a moment when it was touched. */
  boolean isOverwritten() {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!Objects.equals(now.fileKey(), fileKey)) {
        return false;
      }
      if (now.size() != size) {
        return true;
      }
      if (now.lastModifiedTime().toMillis() == modifiedMillis) {
        return false;
      }
      modifiedMillis = now.lastModifiedTime().toMillis();
      return tailCrc() != crc;
    } catch (IOException deleted) {
      return false; // which leaves the open file as it is
    }
  }

  private long tailCrc() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      CRC32 sum = new CRC32();
      sum.update(tail);
      return sum.getValue();
    }
  }
}
