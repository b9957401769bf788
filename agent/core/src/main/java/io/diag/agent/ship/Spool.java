package io.diag.agent.ship;

import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * What waits to be sent, oldest first, bounded by bytes. Over the bound the oldest go and are
 * counted. Thread-safe; nothing here blocks.
 */
public final class Spool {
  /** What an item costs besides its body. */
  private static final int OVERHEAD_BYTES = 64;

  private final Deque<Item> items = new ArrayDeque<>();
  private final long maxBytes;
  private long nextSequence;
  private long bytes;
  private long dropped;
  private long refused;
  private long acknowledged;

  /**
   * @param firstSequence the number of the first item
   */
  public Spool(long firstSequence, long maxBytes) {
    this.nextSequence = firstSequence;
    this.maxBytes = maxBytes;
  }

  /**
   * Numbers, compresses and keeps an item. Drops the oldest if there is no room. One that no
   * collector would take for its size is counted as refused.
   *
   * @param headers what this kind of item says beside its body; kept, so not to be changed
   */
  public void add(ItemKind kind, long timeMillis, Map<String, String> headers, byte[] body) {
    byte[] packed = gzip(body);
    synchronized (this) {
      if (packed.length > Wire.MAX_SENT_BYTES || body.length > Wire.MAX_INFLATED_BYTES) {
        refused++;
        return;
      }
      Item item = new Item(nextSequence++, kind, timeMillis, headers, packed);
      items.addLast(item);
      bytes += cost(item);
      while (bytes > maxBytes && !items.isEmpty()) {
        bytes -= cost(items.removeFirst());
        dropped++;
      }
    }
  }

  /** The oldest item, or null. */
  synchronized Item oldest() {
    return items.peekFirst();
  }

  /** Takes an item out because the collector has it. It may have been dropped meanwhile. */
  synchronized void acknowledge(Item item) {
    acknowledged++;
    remove(item);
  }

  /** Takes an item out because the collector will never have it. */
  synchronized void refuse(Item item) {
    refused++;
    remove(item);
  }

  private void remove(Item item) {
    if (items.peekFirst() == item) {
      items.removeFirst();
      bytes -= cost(item);
    }
  }

  public synchronized boolean isEmpty() {
    return items.isEmpty();
  }

  public synchronized int size() {
    return items.size();
  }

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
