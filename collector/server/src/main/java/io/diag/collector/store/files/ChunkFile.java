package io.diag.collector.store.files;

import io.diag.collector.store.Blobs.Chunk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kept chunk. Its file's name says what it is and how its bytes must be, so that a file which a
 * crash left in pieces is known by itself, without a sync of the disk for each.
 *
 * @param length of the file in bytes
 * @param checksum CRC-32 of the file
 */
record ChunkFile(Chunk chunk, long length, long checksum, boolean gzip) {
  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{1,18})-(\\d{1,18})-(\\d{1,18})-(\\d{1,10})-([0-9a-f]{8})\\.jfr(\\.gz)?");

  Path in(Path folder) {
    String name =
        String.format(
            "%d-%d-%d-%d-%08x.jfr%s",
            chunk.fromMillis(),
            chunk.toMillis(),
            chunk.sequence(),
            length,
            checksum,
            gzip ? ".gz" : "");
    return folder.resolve(chunk.jvmId()).resolve(name);
  }

  /** What a file is by its name; empty when it is none of ours. */
  static Optional<ChunkFile> of(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    Chunk chunk =
        new Chunk(
            path.getParent().getFileName().toString(),
            Long.parseLong(name.group(1)),
            Long.parseLong(name.group(2)),
            Long.parseLong(name.group(3)));
    long length = Long.parseLong(name.group(4));
    long checksum = Long.parseLong(name.group(5), 16);
    return Optional.of(new ChunkFile(chunk, length, checksum, name.group(6) != null));
  }
}
