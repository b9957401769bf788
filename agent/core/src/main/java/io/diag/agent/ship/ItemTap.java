package io.diag.agent.ship;

import io.diag.wire.ItemKind;

/** Gets a copy of whatever is collected, beside the collector. */
public interface ItemTap {
  /**
   * Called on the thread that collected it, one of the agent's. May write to a file; must not wait
   * for anybody, and must not throw.
   *
   * @param body not to be changed
   */
  void take(ItemKind kind, byte[] body);
}
