package io.diag.hprof;

import java.io.IOException;

/** What was read is no HPROF. The message says where, in which record, and what is wrong. */
public final class HprofException extends IOException {
  private static final long serialVersionUID = 1;

  private final long offset;
  private final String record;

  HprofException(long offset, String record, String what) {
    super(String.format("0x%X in %s: %s", offset, record, what));
    this.offset = offset;
    this.record = record;
  }

  /** Bytes from the beginning of the uncompressed dump. */
  public long offset() {
    return offset;
  }

  /** The name of the record or sub-record. */
  public String record() {
    return record;
  }
}
