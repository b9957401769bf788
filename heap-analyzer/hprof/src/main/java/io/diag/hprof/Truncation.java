package io.diag.hprof;

/** Where a dump ends although it is not complete. Immutable. */
public final class Truncation {
  private final long offset;
  private final String record;
  private final String what;

  Truncation(long offset, String record, String what) {
    this.offset = offset;
    this.record = record;
    this.what = what;
  }

  /** How many bytes there are, uncompressed. */
  public long offset() {
    return offset;
  }

  /** The record or sub-record that was cut or is missing. */
  public String record() {
    return record;
  }

  /** As in {@code truncated at 0x1F40 in CLASS_DUMP, which began at 0x1F00}. */
  @Override
  public String toString() {
    return String.format("truncated at 0x%X in %s%s", offset, record, what);
  }
}
