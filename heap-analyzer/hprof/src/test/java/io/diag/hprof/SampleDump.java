package io.diag.hprof;

import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;

/** A dump of a list with Strings, arrays of every type, two threads and roots. */
final class SampleDump {
  private SampleDump() {}

  static DumpBuilder of(HeapShape shape) {
    DumpBuilder dump = new DumpBuilder(shape);
    ClassSpec node =
        dump.type("com.acme.Node")
            .field("next", BasicType.OBJECT)
            .field("name", BasicType.OBJECT)
            .field("weight", BasicType.DOUBLE)
            .field("flag", BasicType.BOOLEAN);
    ClassSpec heavy = dump.type("com.acme.HeavyNode", node).field("grams", BasicType.SHORT);
    InstanceSpec last = dump.instance(heavy).set("grams", 1_000);
    InstanceSpec previous = last;
    for (int i = 0; i < 20; i++) {
      previous =
          dump.instance(node).set("next", previous).set("name", dump.string("node " + i % 5));
    }
    node.staticField("first", BasicType.OBJECT, previous.id());
    node.staticField("created", BasicType.INT, 21);
    dump.references(node, previous.id(), last.id(), 0);
    for (BasicType type : BasicType.values()) {
      if (type != BasicType.OBJECT) {
        dump.array(type, 1, 0, 1, 1);
        dump.array(type);
      }
    }
    dump.thread("main", "run", "main");
    dump.thread("worker-1", "run");
    dump.root(RootKind.STICKY_CLASS, node.id());
    dump.root(RootKind.JNI_GLOBAL, last.id(), 0, 0, 0x77);
    return dump;
  }
}
