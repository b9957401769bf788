package io.diag.hprof.dump;

import io.diag.hprof.HprofVisitor;
import java.io.IOException;

/** A class in the heap of a dump that is built. */
record ClassObject(ClassSpec spec, int idBytes) implements HeapObject {
  @Override
  public long dumpBytes() {
    return spec.toDump().bytes(idBytes);
  }

  @Override
  public void write(HprofVisitor to) throws IOException {
    to.classDump(spec.toDump());
  }
}
