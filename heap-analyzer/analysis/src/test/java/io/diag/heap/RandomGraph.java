package io.diag.heap;

import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** A small heap of random shape, with what its dump must come to, found by trying. */
final class RandomGraph {
  private static final int CLASSES = 3;

  final List<Long> ids = new ArrayList<>();
  final List<Long> bytes = new ArrayList<>();
  final List<String> classNames = new ArrayList<>();
  private final List<List<Integer>> edges = new ArrayList<>();
  private final BitSet roots = new BitSet();
  private final DumpBuilder dump;

  RandomGraph(Random random, HeapShape shape) {
    dump = new DumpBuilder(shape);
    ClassSpec reference = dump.type("java.lang.ref.Reference").field("referent", BasicType.OBJECT);
    reference.field("queue", BasicType.OBJECT);
    ClassSpec weak = dump.type("java.lang.ref.WeakReference", reference);
    List<ClassSpec> types = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      ClassSpec type = dump.type("com.acme.Type" + i).field("a", BasicType.OBJECT);
      types.add(i == 0 ? type : type.field("n", BasicType.INT).field("b", BasicType.OBJECT));
    }
    int count = 2 + random.nextInt(14);
    // Arrays get their elements when they are made, so they refer to what is there already.
    List<InstanceSpec> instances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(10);
      edges.add(new ArrayList<>());
      if (kind == 0) {
        long[] elements = new long[random.nextInt(1 + i)];
        for (int at = 0; at < elements.length; at++) {
          int target = random.nextInt(i);
          elements[at] = random.nextInt(4) == 0 ? 0 : ids.get(target);
          if (elements[at] != 0) {
            edges.get(i).add(target);
          }
        }
        add(
            dump.references(types.get(0), elements),
            shape.arrayBytes(BasicType.OBJECT, elements.length),
            "com.acme.Type0[]");
        instances.add(null);
      } else {
        ClassSpec type = kind == 1 ? weak : types.get(random.nextInt(CLASSES));
        InstanceSpec instance = dump.instance(type);
        int references = type == types.get(0) ? 1 : 2;
        int others = type == types.get(0) || type == weak ? 0 : 4;
        add(
            instance.id(),
            shape.instanceBytes((long) references * shape.referenceBytes() + others),
            type.name());
        instances.add(instance);
      }
    }
    for (int i = 0; i < count; i++) {
      if (instances.get(i) != null) {
        link(random, i, instances.get(i));
      }
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      int root = random.nextInt(count);
      roots.set(root);
      dump.root(RootKind.JNI_GLOBAL, ids.get(root));
    }
    if (random.nextBoolean()) {
      int held = random.nextInt(count);
      types.get(1).staticField("held", BasicType.OBJECT, ids.get(held));
      roots.set(held); // its class is of the boot loader, and stays
    }
    if (random.nextBoolean()) {
      dump.shuffled(random);
    }
  }

  byte[] build() {
    return dump.build();
  }

  int count() {
    return ids.size();
  }

  boolean isReachable(int object) {
    return reachable(-1).get(object);
  }

  /** What nobody reaches any more without an object, the object itself included. */
  BitSet dominated(int object) {
    BitSet gone = reachable(-1);
    gone.andNot(reachable(object));
    return gone;
  }

  long retainedBytes(int object) {
    return dominated(object).stream().mapToLong(bytes::get).sum();
  }

  long retainedBytes(String className) {
    BitSet instances = new BitSet();
    for (int i = 0; i < count(); i++) {
      instances.set(i, classNames.get(i).equals(className));
    }
    BitSet topmost = (BitSet) instances.clone();
    instances.stream()
        .forEach(
            above -> dominated(above).stream().filter(i -> i != above).forEach(topmost::clear));
    return topmost.stream().mapToLong(this::retainedBytes).sum();
  }

  private void add(long id, long size, String className) {
    ids.add(id);
    bytes.add(size);
    classNames.add(className);
  }

  private void link(Random random, int source, InstanceSpec instance) {
    String name = classNames.get(source);
    if (name.endsWith("WeakReference")) {
      instance.set("referent", ids.get(random.nextInt(count())));
      set(random, source, instance, "queue");
    } else {
      set(random, source, instance, "a");
      if (!name.endsWith("0")) {
        set(random, source, instance, "b");
      }
    }
  }

  private void set(Random random, int source, InstanceSpec instance, String field) {
    if (random.nextInt(4) > 0) {
      int target = random.nextInt(count());
      instance.set(field, ids.get(target));
      edges.get(source).add(target);
    }
  }

  private BitSet reachable(int without) {
    BitSet found = new BitSet();
    List<Integer> open = new ArrayList<>();
    roots.stream().forEach(open::add);
    while (!open.isEmpty()) {
      int object = open.remove(open.size() - 1);
      if (object != without && !found.get(object)) {
        found.set(object);
        open.addAll(edges.get(object));
      }
    }
    return found;
  }
}
