package io.diag.agent.ship;

import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * What waits to be sent, oldest first, bounded by bytes. Over the bound the oldest go and are
 * counted.
 *
 * <p>Items are added to memory and, as long as the collector takes them, sent from there. What it
 * does not take is moved to disk; so a spool on disk is made when it is needed and gone with its
 * last item. Where there is no disk, or it is full, items stay in memory within a bound of its own.
 *
 * <p>Adding and counting are for any thread and do not block. All else is for the sender's thread,
 * or whoever comes after its end, and may wait for the disk.
 */
public final class Spool {
  /** What an item costs besides its body. */
  private static final int OVERHEAD_BYTES = 64;

  /** More than waits between two answers of a collector that is there. */
  private static final long CROWDED_BYTES = 1 << 20;

  private static final long DISK_PAUSE_NANOS = 60_000_000_000L;
  private static final int MB = 1 << 20;

  private final Deque<Item> fresh = new ArrayDeque<>();
  private final long maxBytes;
  private final SpoolPlaces places;
  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private long nextSequence;
  private long bytes;
  private long dropped;
  private long refused;
  private long acknowledged;
  private DiskSpool disk;
  private long nextDiskNanos;
  private volatile long diskItems;
  private volatile String diskTrouble;
  private volatile String place;
  private volatile ItemTap tap;

  /**
   * @param firstSequence the number of the first item
   * @param maxBytes in memory; 0 to keep nothing, because there is no collector
   * @param places where else
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Spool(
      long firstSequence,
      long maxBytes,
      SpoolPlaces places,
      Consumer<String> log,
      LongSupplier nanoTime) {
    nextSequence = firstSequence;
    this.maxBytes = maxBytes;
    this.places = places;
    this.log = log;
    this.nanoTime = nanoTime;
    place =
        maxBytes == 0
            ? "nowhere, since there is no collector"
            : places.isEmpty()
                ? "in memory, up to " + maxBytes / MB + " MB"
                : "on disk, up to " + places.maxBytes() / MB + " MB, once the collector is away";
  }

  /**
   * Numbers, compresses and keeps an item. Drops the oldest if there is no room. One that no
   * collector would take for its size is counted as refused.
   *
   * @param headers what this kind of item says beside its body; kept, so not to be changed
   */
  public void add(ItemKind kind, long timeMillis, Map<String, String> headers, byte[] body) {
    if (maxBytes > 0) {
      keep(kind, timeMillis, headers, body);
    }
    ItemTap copy = tap;
    if (copy != null) {
      try {
        copy.take(kind, body);
      } catch (RuntimeException | OutOfMemoryError notCopied) {
        // whoever follows sees a gap
      }
    }
  }

  private void keep(ItemKind kind, long timeMillis, Map<String, String> headers, byte[] body) {
    byte[] packed = gzip(body);
    synchronized (this) {
      if (packed.length > Wire.MAX_SENT_BYTES || body.length > Wire.MAX_INFLATED_BYTES) {
        refused++;
        return;
      }
      Item item = new Item(nextSequence++, kind, timeMillis, headers, packed);
      fresh.addLast(item);
      bytes += cost(item);
      while (bytes > maxBytes && !fresh.isEmpty()) {
        bytes -= cost(fresh.removeFirst());
        dropped++;
      }
    }
  }

  /** Has whatever is added from now on copied, or with null no more. Any thread. */
  public void tap(ItemTap copy) {
    tap = copy;
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** After a crash of the JVM's last session some of these may have been sent already. */
  public synchronized int size() {
    return (int) Math.min(Integer.MAX_VALUE, fresh.size() + diskItems);
  }

  /** Held in memory. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Items that had to go because there was no room. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Items that the collector refused for good. */
  public synchronized long refused() {
    return refused;
  }

  public synchronized long acknowledged() {
    return acknowledged;
  }

  /** Where items wait that the collector does not take, for a person. */
  public String place() {
    String trouble = diskTrouble;
    return trouble == null
        ? place
        : "in memory, up to " + maxBytes / MB + " MB, since the disk cannot be used: " + trouble;
  }

  /** Takes up what an earlier session of this JVM could not send. */
  void recover() {
    if (disk == null) {
      disk = places.earlier();
      count();
    }
  }

  /** The oldest item, or null. */
  Item oldest() {
    if (disk != null) {
      try {
        Item item = disk.oldest();
        if (item != null) {
          return item;
        }
        disk.delete();
      } catch (IOException unreadable) {
        disk.close();
        trouble(unreadable);
      }
      disk = null;
      count();
    }
    synchronized (this) {
      return fresh.peekFirst();
    }
  }

  /** Takes an item out because the collector has it. It may have been dropped meanwhile. */
  void acknowledge(Item item) {
    remove(item);
    synchronized (this) {
      acknowledged++;
    }
  }

  /** Takes an item out because the collector will never have it. */
  void refuse(Item item) {
    remove(item);
    synchronized (this) {
      refused++;
    }
  }

  /** Whether memory holds more than it should while it could be on disk. */
  boolean isCrowded() {
    return bytes() > CROWDED_BYTES && !places.isEmpty();
  }

  /** Moves what memory holds to disk. Without one that takes it everything stays. */
  void save() {
    if (places.isEmpty() || (diskTrouble != null && nanoTime.getAsLong() - nextDiskNanos < 0)) {
      return;
    }
    try {
      for (Item item = peek(); item != null; item = peek()) {
        if (disk == null) {
          disk = places.create();
        }
        long gone = disk.append(item);
        removeFresh(item, gone);
      }
      if (disk != null) {
        disk.sealIfDue();
      }
      if (diskTrouble != null) {
        log.accept("the spool is on disk again");
        diskTrouble = null;
      }
    } catch (IOException full) {
      trouble(full);
    }
    count();
  }

  /** Saves what was not sent, for the next session, and removes what is empty. */
  void stop() {
    save();
    if (disk != null && oldest() != null) {
      disk.close();
    }
  }

  private void remove(Item item) {
    if (disk == null || !disk.isOldest(item)) {
      removeFresh(item, 0);
      return;
    }
    try {
      disk.removeOldest();
    } catch (IOException full) {
      trouble(full); // at worst it is sent again after a crash
    }
    count();
  }

  private synchronized Item peek() {
    return fresh.peekFirst();
  }

  private synchronized void removeFresh(Item item, long gone) {
    dropped += gone;
    if (fresh.peekFirst() == item) {
      fresh.removeFirst();
      bytes -= cost(item);
    }
  }

  private void trouble(IOException why) {
    nextDiskNanos = nanoTime.getAsLong() + DISK_PAUSE_NANOS;
    if (diskTrouble == null) {
      log.accept("the spool is in memory, for the disk cannot be used: " + why.getMessage());
    }
    diskTrouble = String.valueOf(why.getMessage());
  }

  private void count() {
    diskItems = disk == null ? 0 : disk.size();
    place =
        "on disk, up to "
            + places.maxBytes() / MB
            + " MB, "
            + (disk == null
                ? "once the collector is away"
                : (disk.bytes() + MB - 1) / MB + " used in " + disk.folder().path());
  }

  private static long cost(Item item) {
    return (long) item.body().length + OVERHEAD_BYTES;
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("compressing in memory failed", cannotHappen);
    }
    return out.toByteArray();
  }
}
