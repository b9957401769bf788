package io.diag.heap.graph;

/** Finds classes by their ids, which every object of a dump asks for. One thread writes. */
final class ClassIds {
  private long[] ids = new long[1 << 6];
  private HeapClass[] classes = new HeapClass[1 << 6];
  private int count;

  void put(long id, HeapClass type) {
    if (2 * ++count > ids.length) {
      long[] oldIds = ids;
      HeapClass[] old = classes;
      ids = new long[2 * oldIds.length];
      classes = new HeapClass[ids.length];
      for (int i = 0; i < old.length; i++) {
        if (old[i] != null) {
          set(oldIds[i], old[i]);
        }
      }
    }
    set(id, type);
  }

  /** The class of an id; null if there is none. */
  HeapClass get(long id) {
    return classes[slot(id)];
  }

  private void set(long id, HeapClass type) {
    int slot = slot(id);
    ids[slot] = id;
    classes[slot] = type;
  }

  private int slot(long id) {
    int mask = ids.length - 1;
    int slot = Hashing.spread(id) & mask;
    while (classes[slot] != null && ids[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
