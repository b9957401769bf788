package io.diag.collector.heap;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dumps that come in pieces: each piece says where it begins, and what has come is kept across cuts
 * of the connection and restarts of the collector. Any thread; blocks as long as senders take.
 */
public final class DumpUploads {
  private static final Logger LOG = LoggerFactory.getLogger(DumpUploads.class);
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String RECORD = "upload.json";

  /** What nobody goes on with for so long goes. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private static final int MOST = 8;
  private static final int BUFFER_BYTES = 64 << 10;

  /** How often the room on the disk is looked at. */
  private static final long CHECK_BYTES = 64L << 20;

  private final HeapDumps dumps;
  private final Path root;
  private final Clock clock;
  private final Supplier<String> ids;

  /** Held while a piece is written. */
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  /**
   * What an upload is of; its file.
   *
   * @param jvm or null
   * @param bytes of the whole
   */
  public record Upload(String id, String name, String jvm, long bytes) {}

  /**
   * @param ids makes ids that fit into a path
   */
  public DumpUploads(HeapDumps dumps, Path dataDirectory, Clock clock, Supplier<String> ids)
      throws IOException {
    this.dumps = dumps;
    this.clock = clock;
    this.ids = ids;
    root = dataDirectory.resolve("heap-uploads");
    DumpFiles.makeFolder(root);
  }

  /**
   * Begins one. Asked again with the same id it goes on.
   *
   * @param wantedId by which the sender will call it; null for one of the collector's
   * @param jvm the id of the JVM it is of, or null
   * @param bytes how many will come
   * @throws ProblemException if it is too large, the id cannot be one, or there are too many
   *     already
   */
  public Upload begin(String wantedId, String name, String jvm, long bytes) {
    dumps.requireRoom(bytes);
    String id = wantedId == null ? ids.get() : wantedId;
    if (!isId(id)) {
      throw new ProblemException(
          400, "bad-id", "Bad id", "'id' takes 1 to 64 letters, digits and '-'.");
    }
    try {
      synchronized (this) {
        if (Files.exists(folder(id).resolve(RECORD))) {
          return find(id);
        }
        if (dumps.find(id).isPresent()) {
          throw new ProblemException(
              409, "id-taken", "Id taken", "There is a heap dump '" + id + "'; choose another id.");
        }
        if (forgetOld() >= MOST) {
          throw new ProblemException(
              503,
              "busy",
              "Too busy",
              MOST + " heap dumps are being taken in already; send this one when they are done.");
        }
        Upload upload = new Upload(id, name, jvm, bytes);
        DumpFiles.makeFolder(folder(id));
        Files.write(file(id), new byte[0]);
        Files.write(folder(id).resolve(RECORD), MAPPER.writeValueAsBytes(upload));
        return upload;
      }
    } catch (IOException e) {
      throw full(e);
    }
  }

  /**
   * How many bytes have come.
   *
   * @throws ProblemException if there is no such upload
   */
  public long offset(String id) {
    find(id);
    return size(id);
  }

  /**
   * Adds a piece. Of one that is cut off the beginning stays.
   *
   * @param offset where it begins
   * @return how many bytes have come in all
   * @throws ProblemException if the piece does not begin where the last one ended, is too long, or
   *     there is no room
   */
  public long append(String id, long offset, InputStream body) {
    Upload upload = find(id);
    synchronized (locks.computeIfAbsent(id, any -> new Object())) {
      long at = size(id);
      if (offset != at) {
        throw new ProblemException(
            409,
            "wrong-offset",
            "Wrong offset",
            "The piece begins at " + offset + ", but " + at + " bytes have come; go on there.");
      }
      write(upload, at, body);
      return size(id);
    }
  }

  /**
   * Ends one, which becomes a dump with the same id that waits for its analysis.
   *
   * @param sha256 of the whole, in hexadecimal
   * @throws ProblemException if bytes are missing, or others have come than were sent; then what
   *     has come is forgotten
   */
  public HeapDump complete(String id, String sha256) {
    Optional<HeapDump> before = dumps.find(id);
    if (before.isPresent()) {
      return before.get(); // the answer was lost, and it is asked again
    }
    Upload upload = find(id);
    synchronized (locks.computeIfAbsent(id, any -> new Object())) {
      requireAll(upload);
      try {
        DumpUpload.requireDump(file(id));
        String found = sha256(file(id));
        if (!found.equalsIgnoreCase(sha256)) {
          throw new ProblemException(
              422,
              "wrong-checksum",
              "Wrong checksum",
              "What has come has the SHA-256 " + found + "; it is forgotten, send it again.");
        }
        return dumps.adopt(id, upload.name(), upload.jvm(), file(id), upload.bytes());
      } catch (IOException e) {
        throw full(e);
      } finally {
        forget(id);
      }
    }
  }

  private void requireAll(Upload upload) {
    long size = size(upload.id());
    if (size < upload.bytes()) {
      throw new ProblemException(
          409,
          "incomplete",
          "Incomplete",
          size + " of " + upload.bytes() + " bytes have come; send the rest first.");
    }
  }

  /** Gives one up; what has come is deleted. Nothing happens if there is none. */
  public void cancel(String id) {
    if (isId(id)) {
      forget(id);
    }
  }

  private void write(Upload upload, long at, InputStream body) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long written = at;
    long checkedAt = at;
    try (FileChannel file = FileChannel.open(file(upload.id()), StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(file.position(at))) {
      dumps.requireFreeSpace();
      for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
        if (written + count > upload.bytes()) {
          throw new ProblemException(
              413,
              "too-large",
              "Too large",
              "More came than the " + upload.bytes() + " bytes that were announced.");
        }
        out.write(buffer, 0, count);
        written += count;
        if (written - checkedAt > CHECK_BYTES) {
          checkedAt = written;
          dumps.requireFreeSpace();
        }
      }
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** -1 also where the connection ends: what has come so far stays. */
  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException cut) {
      return -1;
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Deletes what nobody goes on with, and says how many are left. */
  private int forgetOld() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(root)) {
      folders = new ArrayList<>(all.toList());
    }
    long oldest = clock.millis() - PATIENCE.toMillis();
    int left = 0;
    for (Path folder : folders) {
      String id = folder.getFileName().toString();
      Path file = file(id);
      if (!Files.exists(file) || Files.getLastModifiedTime(file).toMillis() < oldest) {
        LOG.info("deleting the beginning of a heap dump that nobody has gone on with for a day");
        forget(id);
      } else {
        left++;
      }
    }
    return left;
  }

  private Upload find(String id) {
    try {
      if (isId(id)) {
        return MAPPER.readValue(folder(id).resolve(RECORD).toFile(), Upload.class);
      }
    } catch (IOException unknown) {
      LOG.debug("no upload {}", id, unknown);
    }
    throw new ProblemException(
        404,
        "unknown-upload",
        "Unknown upload",
        "There is no upload '" + id + "'; it may have ended, or rested for a day. Begin anew.");
  }

  private long size(String id) {
    try {
      return Files.size(file(id));
    } catch (IOException e) {
      throw full(e);
    }
  }

  private void forget(String id) {
    DumpFiles.delete(folder(id));
    locks.remove(id);
  }

  /** No other text may become a path. */
  private static boolean isId(String id) {
    return id.matches("[0-9A-Za-z-]{1,64}");
  }

  private Path folder(String id) {
    return root.resolve(id);
  }

  private Path file(String id) {
    return folder(id).resolve("dump");
  }

  private static ProblemException full(IOException cause) {
    LOG.error("a heap dump cannot be kept", cause);
    return new ProblemException(
        507,
        "disk-full",
        "No room",
        "The heap dump cannot be written; make room for the collector and go on.");
  }
}
