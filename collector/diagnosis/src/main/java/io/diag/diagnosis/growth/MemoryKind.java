package io.diag.diagnosis.growth;

/** What memory is made of, each as one quantity; bytes unless said. */
public enum MemoryKind {
  /** What is in use on the heap after collections, dead objects of the old generation included. */
  HEAP,
  /** The least of it between two collections that looked at the old generation. */
  HEAP_LIVE,
  DIRECT,
  /** What Netty holds that is not among the direct buffers. */
  NETTY,
  /** What is mapped, whether it is in memory or not. */
  MAPPED,
  /** What of mapped files is in memory. */
  MAPPED_RESIDENT,
  METASPACE,
  CODE,
  /** Platform threads, not bytes. */
  THREADS,
  /** What of the threads' stacks is in memory. */
  STACKS,
  /** Malloc and other anonymous memory that nothing else explains. */
  NATIVE,
  /** Loaded classes, not bytes. */
  CLASSES,
  RSS
}
