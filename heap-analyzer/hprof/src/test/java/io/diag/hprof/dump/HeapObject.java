package io.diag.hprof.dump;

import io.diag.hprof.HprofVisitor;
import java.io.IOException;

/** An object of a dump that is built. */
interface HeapObject {
  /** Writes its sub-record. */
  void write(HprofVisitor to) throws IOException;

  /** Bytes of that sub-record. */
  long dumpBytes();
}
