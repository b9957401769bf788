package io.diag.wire;

/** The collector's answer to a hello or an item, given only after a durable commit. */
public final class Ack {
  private final boolean repeated;
  private final boolean watched;

  public Ack(boolean repeated, boolean watched) {
    this.repeated = repeated;
    this.watched = watched;
  }

  /** Whether this item had been stored before; the agent treats both alike. */
  public boolean repeated() {
    return repeated;
  }

  /** Whether a person looks at this JVM now, so that profiles are wanted every 10 s. */
  public boolean watched() {
    return watched;
  }
}
