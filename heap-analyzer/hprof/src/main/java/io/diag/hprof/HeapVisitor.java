package io.diag.hprof;

import java.io.IOException;

/** Is told the sub-records of the heap. See {@link HprofVisitor}. */
public interface HeapVisitor {
  /**
   * @param threadSerial 0 unless {@link RootKind#hasThread}
   * @param number the frame's, -1 for none, or for a thread its trace's; 0 unless {@link
   *     RootKind#hasFrame}
   * @param reference the JNI reference of a global one, else 0
   */
  default void root(RootKind kind, long objectId, int threadSerial, int number, long reference)
      throws IOException {}

  default void classDump(ClassDump dump) throws IOException {}

  /**
   * @param fields values of the class's own fields in the order of its dump, then its superclass's
   */
  default void instance(long id, int traceSerial, long classId, Contents fields)
      throws IOException {}

  /**
   * @param elements ids
   */
  default void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
      throws IOException {}

  default void primitiveArray(
      long id, int traceSerial, BasicType type, int count, Contents elements) throws IOException {}
}
