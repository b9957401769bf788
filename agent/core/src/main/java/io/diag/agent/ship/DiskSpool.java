package io.diag.agent.ship;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Items in the segments of one folder, oldest first, bounded by bytes. Of the items themselves only
 * the one that is being sent is in memory. The sender's thread only, or whoever comes after its
 * end; blocks as long as the disk takes.
 *
 * <p>How far they were sent stands in a file of its own, which is not synced: after a crash some
 * may be sent again, which changes nothing.
 */
final class DiskSpool {
  private static final String SUFFIX = ".segment";
  private static final String MARK = "sent";
  private static final long MAX_SEGMENT_BYTES = 1 << 20;

  /** So that the oldest go in small parts. */
  private static final int LEAST_SEGMENTS = 4;

  private static final long SEGMENT_NANOS = 10_000_000_000L;

  private final SpoolFolder folder;
  private final long maxBytes;
  private final long segmentBytes;
  private final SpoolSegment.Opener opener;
  private final LongSupplier nanoTime;
  private final Deque<SpoolSegment> segments = new ArrayDeque<>();

  /** The last segment as long as it is written to. */
  private SpoolSegment open;

  private long openedNanos;
  private long lastNumber;
  private long sent;
  private Item current;

  private DiskSpool(
      SpoolFolder folder, long maxBytes, SpoolSegment.Opener opener, LongSupplier nanoTime) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    segmentBytes = Math.min(MAX_SEGMENT_BYTES, maxBytes / LEAST_SEGMENTS);
    this.opener = opener;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens what the folder holds.
   *
   * @throws IOException if it cannot be read; the folder is let go of
   */
  static DiskSpool open(
      SpoolFolder folder, long maxBytes, SpoolSegment.Opener opener, LongSupplier nanoTime)
      throws IOException {
    DiskSpool spool = new DiskSpool(folder, maxBytes, opener, nanoTime);
    try {
      spool.sent = spool.readMark();
      for (String name : folder.names(SUFFIX)) {
        spool.lastNumber = Math.max(spool.lastNumber, number(name));
        spool.segments.addLast(SpoolSegment.existing(folder.file(name), opener));
      }
    } catch (IOException | RuntimeException unreadable) {
      spool.close();
      throw unreadable;
    }
    return spool;
  }

  String jvmId() {
    return folder.jvmId();
  }

  SpoolFolder folder() {
    return folder;
  }

  /**
   * Adds an item. Over the bound the oldest segments go; returns how many items went with them.
   *
   * @throws IOException if there is no room on the disk; nothing was added
   */
  long append(Item item) throws IOException {
    byte[] record = SpoolRecord.write(item);
    if (open != null && open.bytes() + record.length > segmentBytes) {
      seal();
    }
    if (open == null) {
      lastNumber++;
      String name = String.format("%010d", lastNumber) + SUFFIX;
      SpoolSegment added = new SpoolSegment(folder.file(name), opener);
      segments.addLast(added);
      open = added;
      openedNanos = nanoTime.getAsLong();
    }
    open.append(record);
    return dropOldest();
  }

  /** Seals the segment that has been written to for some time, so that its end is safe. */
  void sealIfDue() throws IOException {
    if (open != null && nanoTime.getAsLong() - openedNanos >= SEGMENT_NANOS) {
      seal();
    }
  }

  /** The oldest item, the same until it is removed, or null. */
  Item oldest() throws IOException {
    while (current == null && !segments.isEmpty()) {
      SpoolSegment first = segments.getFirst();
      Item next = first.next();
      if (next == null) {
        segments.removeFirst().delete();
        open = first == open ? null : open;
      } else if (next.sequence() > sent) {
        current = next;
      }
    }
    return current;
  }

  /** Whether {@link #oldest} gave this one. */
  boolean isOldest(Item item) {
    return item == current;
  }

  /** Takes out what {@link #oldest} gave: it need not be sent any more. */
  void removeOldest() throws IOException {
    sent = current.sequence();
    current = null;
    try (RandomAccessFile mark = opener.open(folder.file(MARK))) {
      mark.writeLong(sent);
      mark.writeLong(~sent);
    }
  }

  /** At most so many items; some of them may have been sent before a crash. */
  long size() {
    long size = current == null ? 0 : 1;
    for (SpoolSegment segment : segments) {
      size += segment.left();
    }
    return size;
  }

  long bytes() {
    long bytes = 0;
    for (SpoolSegment segment : segments) {
      bytes += segment.bytes();
    }
    return bytes;
  }

  /** Lets go of the folder, and of the files in it. */
  void close() {
    try {
      seal();
    } catch (IOException full) {
      // what the disk did not take is lost with whoever closes this
    }
    for (SpoolSegment segment : segments) {
      segment.close();
    }
    folder.close();
  }

  /** Removes the folder with what it holds. */
  void delete() {
    for (SpoolSegment segment : segments) {
      segment.close();
    }
    folder.delete();
  }

  private void seal() throws IOException {
    if (open != null) {
      SpoolSegment sealed = open;
      open = null;
      sealed.seal();
    }
  }

  private long dropOldest() {
    long dropped = 0;
    long bytes = bytes();
    while (bytes > maxBytes && segments.size() > 1) {
      SpoolSegment first = segments.removeFirst();
      dropped += first.left() + (current == null ? 0 : 1);
      current = null;
      bytes -= first.bytes();
      first.delete();
    }
    return dropped;
  }

  private long readMark() throws IOException {
    if (!folder.file(MARK).isFile()) {
      return 0;
    }
    try (RandomAccessFile mark = opener.open(folder.file(MARK))) {
      if (mark.length() < 16) {
        return 0;
      }
      long sequence = mark.readLong();
      return mark.readLong() == ~sequence ? sequence : 0;
    }
  }

  private static long number(String name) {
    String digits = name.substring(0, name.length() - SUFFIX.length());
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
