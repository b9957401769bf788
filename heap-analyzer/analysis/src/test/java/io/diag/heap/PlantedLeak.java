package io.diag.heap;

import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;

/** A list in a static field with entries of known size, beside some objects that do no harm. */
final class PlantedLeak {
  static final int TEXT_BYTES = 100;

  final DumpBuilder dump;
  final long arrayId;
  final long listId;

  /** What the array of the list retains: itself and all entries with their texts. */
  final long retainedBytes;

  PlantedLeak(HeapShape shape, int entries) {
    dump = new DumpBuilder(shape);
    ClassSpec entry =
        dump.type("com.acme.Entry").field("text", BasicType.OBJECT).field("id", BasicType.LONG);
    ClassSpec list =
        dump.type("java.util.ArrayList")
            .field("elementData", BasicType.OBJECT)
            .field("size", BasicType.INT);
    ClassSpec cache = dump.type("com.acme.Cache");
    long[] ids = new long[entries + 10];
    for (int i = 0; i < entries; i++) {
      long text = dump.bytes(new byte[TEXT_BYTES]);
      ids[i] = dump.instance(entry).set("text", text).set("id", i).id();
    }
    arrayId = dump.references(dump.type("java.lang.Object"), ids);
    InstanceSpec holder = dump.instance(list).set("elementData", arrayId).set("size", entries);
    listId = holder.id();
    cache.staticField("ENTRIES", BasicType.OBJECT, listId);
    dump.thread("main", "run");
    dump.root(RootKind.STICKY_CLASS, cache.id());
    long entryBytes =
        shape.instanceBytes(shape.referenceBytes() + 8L)
            + shape.arrayBytes(BasicType.BYTE, TEXT_BYTES);
    retainedBytes = entries * entryBytes + shape.arrayBytes(BasicType.OBJECT, ids.length);
  }
}
