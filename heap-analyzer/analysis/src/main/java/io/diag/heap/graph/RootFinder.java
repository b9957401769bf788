package io.diag.heap.graph;

import io.diag.hprof.ClassDump;
import java.util.BitSet;

/**
 * Which objects are alive by themselves: the dump's roots, and the classes of the boot loader,
 * which are never unloaded. HotSpot writes roots last; where a dump is cut before them, all classes
 * and all threads stand in for them.
 */
final class RootFinder {
  private final HeapGraph graph;
  private boolean guessed;

  RootFinder(HeapGraph graph) {
    this.graph = graph;
  }

  /** Their numbers, each once, ascending. */
  int[] find() {
    RootTable table = graph.skeleton().roots();
    BitSet roots = new BitSet();
    for (int i = 0; i < table.count(); i++) {
      add(roots, table.objectId(i));
    }
    guessed = graph.cut().isPresent() && roots.isEmpty();
    ClassTable classes = graph.classes();
    boolean[] threads = new boolean[classes.size()];
    for (int type = 0; type < classes.size(); type++) {
      HeapClass known = classes.get(type);
      ClassDump dump = known.dump();
      if (dump != null && (guessed || !known.mayUnload())) {
        add(roots, dump.id());
      }
      threads[type] = guessed && classes.isBelow(known, "java.lang.Thread");
    }
    for (int object = 0; guessed && object < graph.objects(); object++) {
      if (threads[graph.columns().types.get(object)]) {
        roots.set(object);
      }
    }
    return roots.stream().toArray();
  }

  boolean isGuessed() {
    return guessed;
  }

  private void add(BitSet roots, long id) {
    int object = graph.index().number(id);
    if (object >= 0) {
      roots.set(object);
    }
  }
}
