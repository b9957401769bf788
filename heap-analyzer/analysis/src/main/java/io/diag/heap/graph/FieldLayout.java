package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassDump;
import io.diag.hprof.ClassFields;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Where the values of an instance stand in its dump, and which of them are strong references.
 * Immutable.
 */
final class FieldLayout {
  /** Bytes of all values. */
  final int dumpBytes;

  /** Offsets of strong references. */
  final int[] references;

  /** Offset of what a {@code java.lang.ref.Reference} refers to, or -1. */
  final int referent;

  /** Bytes of the values that are no references, which are as many in the heap. */
  final int primitiveBytes;

  /** How many classes of the chain declare fields. */
  final int depth;

  /**
   * @param chain a class and those above it
   * @param isReferent whether a field of a class does not keep what it refers to
   */
  FieldLayout(List<ClassDump> chain, int idSize, BiPredicate<ClassDump, Long> isReferent) {
    int[] offsets = new int[8];
    int count = 0;
    int weak = -1;
    int offset = 0;
    int classes = 0;
    int primitive = 0;
    for (ClassDump dump : chain) {
      ClassFields fields = dump.fields();
      classes += fields.count() > 0 ? 1 : 0;
      for (int i = 0; i < fields.count(); i++) {
        int size = fields.type(i).size(idSize);
        if (fields.type(i) != BasicType.OBJECT) {
          primitive += size;
        } else if (isReferent.test(dump, fields.nameId(i))) {
          weak = offset;
        } else {
          offsets = count == offsets.length ? Arrays.copyOf(offsets, 2 * count) : offsets;
          offsets[count++] = offset;
        }
        offset += size;
      }
    }
    dumpBytes = offset;
    references = Arrays.copyOf(offsets, count);
    referent = weak;
    primitiveBytes = primitive;
    depth = classes;
  }

  int referenceCount() {
    return references.length + (referent < 0 ? 0 : 1);
  }
}
