package io.diag.diagnosis;

import java.util.List;
import java.util.Objects;

/** A thread that waits for a lock. Immutable. */
public final class WaitingThread {
  private final String name;
  private final String waitsFor;
  private final String heldBy;
  private final List<String> stack;

  /**
   * @param waitsFor the lock, as {@code java.lang.Object@1b2c3d}
   * @param heldBy the name of the thread that has it
   * @param stack from the top, the place where it waits, downwards; may be cut
   */
  public WaitingThread(String name, String waitsFor, String heldBy, List<String> stack) {
    this.name = Objects.requireNonNull(name, "name");
    this.waitsFor = Objects.requireNonNull(waitsFor, "waitsFor");
    this.heldBy = Objects.requireNonNull(heldBy, "heldBy");
    this.stack = Lists.copy(stack);
  }

  public String name() {
    return name;
  }

  public String waitsFor() {
    return waitsFor;
  }

  public String heldBy() {
    return heldBy;
  }

  public List<String> stack() {
    return stack;
  }
}
