package io.diag.agent.ship;

import io.diag.wire.ItemKind;
import java.util.Map;

/** One numbered piece of what was collected, compressed and ready to send. */
final class Item {
  private final long sequence;
  private final ItemKind kind;
  private final long timeMillis;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param headers what this kind of item says beside its body; not to be changed
   * @param body gzip
   */
  Item(long sequence, ItemKind kind, long timeMillis, Map<String, String> headers, byte[] body) {
    this.sequence = sequence;
    this.kind = kind;
    this.timeMillis = timeMillis;
    this.headers = headers;
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

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
