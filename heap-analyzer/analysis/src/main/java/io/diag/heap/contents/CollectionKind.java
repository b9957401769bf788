package io.diag.heap.contents;

/** How classes of the JDK keep their elements. */
enum CollectionKind {
  ARRAY_LIST("java.util.ArrayList", "size", "elementData"),
  VECTOR("java.util.Vector", "elementCount", "elementData"),
  PRIORITY_QUEUE("java.util.PriorityQueue", "size", "queue"),
  ARRAY_DEQUE("java.util.ArrayDeque", null, "elements"),
  HASH_MAP("java.util.HashMap", "size", "table"),
  HASHTABLE("java.util.Hashtable", "count", "table"),
  WEAK_HASH_MAP("java.util.WeakHashMap", "size", "table"),
  IDENTITY_HASH_MAP("java.util.IdentityHashMap", "size", "table"),
  CONCURRENT_HASH_MAP("java.util.concurrent.ConcurrentHashMap", "baseCount", "table"),
  TREE_MAP("java.util.TreeMap", "size", null),
  LINKED_LIST("java.util.LinkedList", "size", null);

  final String className;

  /** The field that counts; null where it is the distance of two others. */
  final String size;

  /** The field of the array; null where there is none. */
  final String array;

  CollectionKind(String className, String size, String array) {
    this.className = className;
    this.size = size;
    this.array = array;
  }

  /** Of an identity map each element takes two slots. */
  int slotsOfElement() {
    return this == IDENTITY_HASH_MAP ? 2 : 1;
  }
}
