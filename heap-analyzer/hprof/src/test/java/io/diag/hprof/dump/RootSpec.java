package io.diag.hprof.dump;

import io.diag.hprof.HprofVisitor;
import io.diag.hprof.RootKind;
import java.io.IOException;

/** A root of a dump that is built. */
record RootSpec(
    RootKind kind, long objectId, int threadSerial, int number, long reference, int idBytes)
    implements HeapObject {

  @Override
  public long dumpBytes() {
    return kind.bytes(idBytes);
  }

  @Override
  public void write(HprofVisitor to) throws IOException {
    to.root(kind, objectId, threadSerial, number, reference);
  }
}
