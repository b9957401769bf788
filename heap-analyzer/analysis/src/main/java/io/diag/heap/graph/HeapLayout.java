package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import java.util.ArrayList;
import java.util.List;

/**
 * How the dumped JVM laid objects out in its heap, as far as sizes need it.
 *
 * @param headerBytes of an object before its fields
 * @param arrayHeaderBytes before the elements of an array of bytes
 * @param referenceBytes 4 where references are compressed
 * @param alignment of every object
 */
public record HeapLayout(int headerBytes, int arrayHeaderBytes, int referenceBytes, int alignment) {

  /**
   * All that HotSpot has, the usual first: with compressed class pointers, with compact headers,
   * and with neither, there before JDK 23 and since.
   *
   * @param idSize of the dump
   * @param alignment as far as the addresses allow it
   */
  static List<HeapLayout> candidates(int idSize, int alignment) {
    List<HeapLayout> layouts = new ArrayList<>();
    for (int align = 8; align <= alignment; align *= 2) {
      if (idSize == 4) {
        layouts.add(new HeapLayout(8, 12, 4, align));
        continue;
      }
      for (int reference = 4; reference <= 8; reference += 4) {
        layouts.add(new HeapLayout(12, 16, reference, align));
        layouts.add(new HeapLayout(8, 12, reference, align));
        layouts.add(new HeapLayout(16, 24, reference, align));
        layouts.add(new HeapLayout(16, 20, reference, align));
      }
    }
    return layouts;
  }

  long instanceBytes(FieldLayout fields) {
    return instanceBytes(fields.primitiveBytes, fields.referenceCount());
  }

  long instanceBytes(long primitiveBytes, long references) {
    return align(headerBytes + primitiveBytes + references * referenceBytes, alignment);
  }

  /** Bytes of an array; elements of four bytes and more begin at a multiple of their size. */
  long arrayBytes(BasicType element, int count) {
    int size = element.size(referenceBytes);
    return align(align(arrayHeaderBytes, size) + (long) count * size, alignment);
  }

  /** To a power of two. */
  private static long align(long bytes, int to) {
    return (bytes + to - 1) & -to;
  }
}
