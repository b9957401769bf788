package io.diag.agent.ship;

import io.diag.wire.ItemKind;

/** One numbered piece of what was collected, compressed and ready to send. */
final class Item {
  private final long sequence;
  private final ItemKind kind;
  private final long timeMillis;
  private final long intervalNanos;
  private final byte[] body;

  /**
   * @param intervalNanos for profiles, else 0
   * @param body gzip
   */
  Item(long sequence, ItemKind kind, long timeMillis, long intervalNanos, byte[] body) {
    this.sequence = sequence;
    this.kind = kind;
    this.timeMillis = timeMillis;
    this.intervalNanos = intervalNanos;
    this.body = body;
  }

  long sequence() {
    return sequence;
  }

  ItemKind kind() {
    return kind;
  }

  long timeMillis() {
    return timeMillis;
  }

  long intervalNanos() {
    return intervalNanos;
  }

  byte[] body() {
    return body;
  }
}
