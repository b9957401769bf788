package io.diag.heap.contents;

import io.diag.heap.graph.HeapClass;
import java.io.IOException;

/** Wants the values of the instances of some classes. One thread. */
interface InstanceReader {
  /** Null if the instances of a class are not wanted. Asked once for each class. */
  Values of(HeapClass type) throws IOException;

  /** Reads the instances of one class. */
  interface Values {
    /** How many bytes of an instance's values are needed, from the first on. */
    int bytes();

    /**
     * @param number of the instance
     * @param bytes have its values from an index on, big-endian; not to be kept
     */
    void read(int number, byte[] bytes, int start);
  }
}
