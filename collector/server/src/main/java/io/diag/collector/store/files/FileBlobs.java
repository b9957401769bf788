package io.diag.collector.store.files;

import io.diag.collector.store.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Blobs} in the folder {@code raw} of the data directory: a folder for each JVM, a file for
 * each chunk, all of them the owner's alone. What is older than a day goes, and the oldest first
 * when the whole data directory outgrows its budget: raw chunks only take what the rest leaves.
 */
public final class FileBlobs implements Blobs {
  private static final Logger LOG = LoggerFactory.getLogger(FileBlobs.class);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final long SWEEP_MILLIS = 60_000;

  /** Left on the disk, for what must be kept is more than what may be. */
  private static final long MIN_FREE_BYTES = 256L << 20;

  /** Their names are held in memory: 50 MB. */
  private static final int MAX_FILES = 200_000;

  private static final Comparator<Chunk> OLDEST_FIRST =
      Comparator.comparingLong(Chunk::toMillis)
          .thenComparing(Chunk::jvmId)
          .thenComparingLong(Chunk::sequence)
          .thenComparingLong(Chunk::fromMillis);

  private final Path folder;
  private final Clock clock;
  private final long budgetBytes;
  private final TreeMap<Chunk, ChunkFile> files = new TreeMap<>(OLDEST_FIRST);
  private final Timer sweeper = new Timer("diag-raw-sweeper", true);
  private long bytes;
  private boolean failing;

  /**
   * Opens what the folder holds and deletes what is not whole or too old. Blocks.
   *
   * @param dataDirectory of the collector; held by it
   * @param budgetBytes of the whole data directory
   */
  public FileBlobs(Path dataDirectory, long budgetBytes, Clock clock) throws IOException {
    folder = dataDirectory.resolve("raw");
    this.clock = clock;
    this.budgetBytes = budgetBytes;
    makeFolder(folder);
    load();
    sweep();
    sweeper.schedule(
        new TimerTask() {
          @Override
          public void run() {
            sweep();
          }
        },
        SWEEP_MILLIS,
        SWEEP_MILLIS);
  }

  @Override
  public void put(Chunk chunk, byte[] content, boolean gzip) {
    if (has(chunk)) {
      return;
    }
    ChunkFile file = new ChunkFile(chunk, content.length, checksum(content), gzip);
    Path path = file.in(folder);
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      if (Files.getFileStore(folder).getUsableSpace() < MIN_FREE_BYTES + content.length) {
        failed("less than " + (MIN_FREE_BYTES >> 20) + " MB are free on its disk");
        return;
      }
      makeFolder(path.getParent());
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(part, content);
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
      add(file);
    } catch (IOException e) {
      failed(e.toString());
      part.toFile().delete();
    }
  }

  @Override
  public synchronized List<Chunk> find(String jvmId, long from, long to) {
    expire();
    List<Chunk> found = new ArrayList<>();
    for (Chunk chunk : files.keySet()) {
      // The end belongs to the chunk only where it has no length.
      long last = Math.max(chunk.fromMillis(), chunk.toMillis() - 1);
      if (chunk.fromMillis() < to && last >= from && chunk.jvmId().equals(jvmId)) {
        found.add(chunk);
      }
    }
    return found;
  }

  @Override
  public InputStream read(List<Chunk> chunks) {
    return new ChunkStream(chunks, this::content);
  }

  @Override
  public void close() {
    sweeper.cancel();
  }

  /** Deletes what is too old or too much. Blocks for the disk. */
  void sweep() {
    try {
      long others = bytesOfOthers();
      synchronized (this) {
        expire();
        while (!files.isEmpty() && bytes > budgetBytes - others) {
          delete(files.firstKey());
        }
      }
    } catch (IOException | RuntimeException e) {
      failed(e.toString());
    }
  }

  /** The bytes of a file with what its name says of them; null when they are gone or differ. */
  private ChunkStream.Content content(Chunk chunk) throws IOException {
    ChunkFile file;
    synchronized (this) {
      file = files.get(chunk);
    }
    if (file == null || !Files.exists(file.in(folder))) {
      return null;
    }
    byte[] content = Files.readAllBytes(file.in(folder));
    boolean whole = content.length == file.length() && checksum(content) == file.checksum();
    return whole ? new ChunkStream.Content(content, file.gzip()) : null;
  }

  private synchronized boolean has(Chunk chunk) {
    return files.containsKey(chunk);
  }

  private synchronized void add(ChunkFile file) {
    files.put(file.chunk(), file);
    bytes += file.length();
    failing = false;
    expire();
    while (files.size() > MAX_FILES) {
      delete(files.firstKey());
    }
  }

  /** Called with the lock held. */
  private void expire() {
    long oldest = clock.millis() - KEPT.toMillis();
    while (!files.isEmpty() && files.firstKey().toMillis() < oldest) {
      delete(files.firstKey());
    }
  }

  /** Called with the lock held. */
  private void delete(Chunk chunk) {
    ChunkFile file = files.remove(chunk);
    bytes -= file.length();
    Path path = file.in(folder);
    try {
      Files.deleteIfExists(path);
      // Fails while others are in it, and then it must stay.
      path.getParent().toFile().delete();
    } catch (IOException e) {
      failed(e.toString());
    }
  }

  private void load() throws IOException {
    try (Stream<Path> paths = Files.walk(folder, 2)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        ChunkFile file = ChunkFile.of(path).orElse(null);
        if (file == null || Files.size(path) != file.length()) {
          // Begun before a crash and never acknowledged as kept.
          Files.delete(path);
        } else {
          files.put(file.chunk(), file);
          bytes += file.length();
        }
      }
    }
  }

  private long bytesOfOthers() throws IOException {
    long size = 0;
    try (Stream<Path> paths = Files.list(folder.getParent())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        size += path.toFile().length();
      }
    }
    return size;
  }

  private synchronized void failed(String reason) {
    if (!failing) {
      LOG.warn("raw profiles are not kept for now, their stacks are: {}", reason);
    }
    failing = true;
  }

  private static void makeFolder(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static long checksum(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }
}
