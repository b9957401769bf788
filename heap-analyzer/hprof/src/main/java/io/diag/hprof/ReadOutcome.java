package io.diag.hprof;

import java.util.Optional;

/** How reading a dump ended. Immutable. */
public final class ReadOutcome {
  private final long bytes;
  private final Truncation truncation;

  ReadOutcome(long bytes, Truncation truncation) {
    this.bytes = bytes;
    this.truncation = truncation;
  }

  /** Bytes that were read, uncompressed. */
  public long bytes() {
    return bytes;
  }

  /** Where the dump was cut; absent if it is whole. Everything before was told to the visitor. */
  public Optional<Truncation> truncation() {
    return Optional.ofNullable(truncation);
  }

  @Override
  public String toString() {
    return truncation == null ? bytes + " bytes" : truncation.toString();
  }
}
