package io.diag.agent.ship;

import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where a JVM's spool may stand on disk. The sender's thread only; blocks. */
final class SpoolPlaces {
  /** Where there are more, of JVMs that start and end without a collector, none is added. */
  private static final int MAX_FOLDERS = 100;

  private static final long FORGOTTEN_MILLIS = 86_400_000;

  private final List<File> parents;
  private final long maxBytes;
  private final String jvmId;
  private final Supplier<Hello> hello;
  private final SpoolSegment.Opener opener;
  private final LongSupplier nanoTime;

  /**
   * @param parents best first; none when nothing is to be written
   * @param hello what the JVM says of itself
   */
  SpoolPlaces(
      List<File> parents,
      long maxBytes,
      String jvmId,
      Supplier<Hello> hello,
      SpoolSegment.Opener opener,
      LongSupplier nanoTime) {
    this.parents = parents;
    this.maxBytes = maxBytes;
    this.jvmId = jvmId;
    this.hello = hello;
    this.opener = opener;
    this.nanoTime = nanoTime;
  }

  static RandomAccessFile openFile(File file) throws IOException {
    return new RandomAccessFile(file, "rw");
  }

  /** Whether anything may be written at all. */
  boolean isEmpty() {
    return parents.isEmpty();
  }

  long maxBytes() {
    return maxBytes;
  }

  /** What an earlier session of this JVM could not send, or null. */
  DiskSpool earlier() {
    for (File parent : parents) {
      if (SpoolFolder.exists(parent, jvmId)) {
        try {
          return open(SpoolFolder.of(parent, jvmId));
        } catch (IOException unreadable) {
          // stays for the next one, or until it is a day old
        }
      }
    }
    return null;
  }

  /**
   * A new spool in the first place that takes one.
   *
   * @throws IOException if none does; the message says why of the first
   */
  DiskSpool create() throws IOException {
    IOException why = null;
    for (File parent : parents) {
      try {
        if (SpoolFolder.below(parent).size() >= MAX_FOLDERS) {
          throw new IOException(parent + " holds " + MAX_FOLDERS + " spools already");
        }
        SpoolFolder folder = SpoolFolder.of(parent, jvmId);
        try {
          folder.writeHello(HelloCodec.write(hello.get()));
          return open(folder);
        } catch (IOException | RuntimeException full) {
          folder.delete();
          throw full;
        }
      } catch (IOException notHere) {
        why = why == null ? notHere : why;
      }
    }
    throw why == null ? new IOException("no folder may be written to") : why;
  }

  /** Folders of other JVMs, in use or left behind, at most a hundred. */
  List<File> ofOthers() {
    List<File> found = new ArrayList<>();
    for (File parent : parents) {
      for (File path : SpoolFolder.below(parent)) {
        if (found.size() < MAX_FOLDERS && !path.getName().endsWith(jvmId)) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /**
   * What a JVM left behind that is dead, locked by us; null if it lives, or left nothing of the
   * last day. What is older is deleted.
   *
   * @param nowMillis the time of day
   */
  DiskSpool takeOver(File path, long nowMillis) {
    try {
      SpoolFolder folder = SpoolFolder.leftBehind(path);
      if (folder == null) {
        return null;
      }
      if (nowMillis - folder.lastWrittenMillis() > FORGOTTEN_MILLIS) {
        folder.delete();
        return null;
      }
      return open(folder);
    } catch (IOException notOurs) {
      return null; // another user's, or damaged; it is not ours to remove
    }
  }

  private DiskSpool open(SpoolFolder folder) throws IOException {
    return DiskSpool.open(folder, maxBytes, opener, nanoTime);
  }
}
