package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassDump;
import io.diag.hprof.ClassStatics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out how large objects are from how far apart they lie. A dump tells fields, but neither
 * headers nor padding. Most objects lie close to the next, and none lies upon it: of all layouts
 * that HotSpot has, the true one explains most distances.
 */
final class LayoutFinder {
  /** Looked at from the beginning on; then one in so many. */
  private static final int FIRST = 200_000;

  private static final int ONE_IN = 256;

  /** A distance below the size can only be damage; it counts so much against a layout. */
  private static final int OVERLAP = 16;

  private static final int MAX_CLASS_EXTRA = 256;

  private final HeapGraph graph;
  private final List<HeapLayout> layouts;
  private final long[] scores;
  private final long[] leastGaps;
  private final int[] atLeast;
  private final int[] gaps;
  private final int classOfClasses;
  private final boolean[] isArray;
  private final Map<Long, Integer> classExtras = new HashMap<>();
  private long previousAddress;

  LayoutFinder(HeapGraph graph, int idSize, int alignment) {
    this.graph = graph;
    layouts = HeapLayout.candidates(idSize, alignment);
    scores = new long[layouts.size()];
    int classes = graph.classes().size();
    leastGaps = new long[classes];
    atLeast = new int[classes];
    gaps = new int[classes];
    classOfClasses = graph.classes().classOfClasses().type();
    isArray = new boolean[classes];
    for (int type = 0; type < classes; type++) {
      isArray[type] = graph.classes().get(type).isArray();
    }
  }

  /** Sets the size of every class's instances, and of every class as an object. */
  HeapLayout find() {
    graph.index().forEachAddress(this::look);
    HeapLayout layout = best();
    for (int type = 0; type < graph.classes().size(); type++) {
      HeapClass known = graph.classes().get(type);
      if (known != graph.classes().classOfClasses() && !known.isArray()) {
        known.instanceBytes(instanceBytes(known, layout));
      }
    }
    sizeClasses(layout);
    return layout;
  }

  private void look(int number, long address) {
    if (number > 0) {
      gap(number - 1, address - previousAddress);
    }
    previousAddress = address;
  }

  private void gap(int number, long gap) {
    int known = graph.columns().types.get(number);
    if (known == classOfClasses) {
      return;
    }
    if (!isArray[known]) {
      narrow(known, gap);
    }
    if (number > FIRST && number % ONE_IN != 0) {
      return;
    }
    HeapClass type = graph.classes().get(known);
    for (int i = 0; i < scores.length; i++) {
      long bytes = bytes(number, type, layouts.get(i));
      scores[i] += bytes == gap ? 1 : bytes > gap ? -OVERLAP : 0;
    }
  }

  private void narrow(int type, long gap) {
    gaps[type]++;
    if (gaps[type] == 1 || gap < leastGaps[type]) {
      leastGaps[type] = gap;
      atLeast[type] = 1;
    } else if (gap == leastGaps[type]) {
      atLeast[type]++;
    }
  }

  private long bytes(int number, HeapClass type, HeapLayout layout) {
    if (type.isArray()) {
      return layout.arrayBytes(type.element(), graph.columns().length(number));
    }
    return type.layout() == null ? 0 : layout.instanceBytes(type.layout());
  }

  private HeapLayout best() {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return layouts.get(best);
  }

  /**
   * What the fields need, or more where the distances say so: JDK 8 leaves room between the fields
   * of a class and those above, and the JVM has fields of its own in some classes.
   */
  private long instanceBytes(HeapClass type, HeapLayout layout) {
    FieldLayout fields = type.layout();
    if (fields == null) {
      return layout.instanceBytes(0, 0);
    }
    long computed = layout.instanceBytes(fields);
    int number = type.type();
    long extra = leastGaps[number] - computed;
    if (gaps[number] < 3 || extra <= 0 || extra % layout.alignment() != 0) {
      return computed;
    }
    // A hole has the size of a dead object, which is more than the alignment.
    boolean isPadding = extra == layout.alignment() && 2L * atLeast[number] >= gaps[number];
    boolean isSure =
        extra <= (long) layout.alignment() * (fields.depth - 1)
            && gaps[number] >= 8
            && 10L * atLeast[number] >= 9L * gaps[number];
    return isPadding || isSure ? leastGaps[number] : computed;
  }

  /** Classes have static fields and fields of the JVM's own, which are alike in all of them. */
  private void sizeClasses(HeapLayout layout) {
    List<ClassObject> objects = ClassObject.sorted(graph.classes(), graph.index());
    for (ClassObject object : objects) {
      if (object.number() + 1 < graph.objects()) {
        long gap =
            graph.index().address(object.number() + 1) - graph.index().address(object.number());
        long extra = gap - fieldBytes(object.dump(), layout);
        if (extra >= 0 && extra <= MAX_CLASS_EXTRA && extra % layout.alignment() == 0) {
          classExtras.merge(extra, 1, Integer::sum);
        }
      }
    }
    long extra =
        classExtras.entrySet().stream()
            .max(
                Map.Entry.<Long, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(0L);
    for (ClassObject object : objects) {
      long bytes = fieldBytes(object.dump(), layout) + extra;
      graph.columns().length(object.number(), (int) bytes);
    }
  }

  private long fieldBytes(ClassDump dump, HeapLayout layout) {
    FieldLayout own = graph.classes().classOfClasses().layout();
    long primitive = own == null ? 0 : own.primitiveBytes;
    long references = own == null ? 0 : own.referenceCount();
    ClassStatics statics = dump.statics();
    for (int i = 0; i < statics.count(); i++) {
      if (statics.type(i) == BasicType.OBJECT) {
        references++;
      } else {
        primitive += statics.type(i).size(Long.BYTES);
      }
    }
    return layout.instanceBytes(primitive, references);
  }
}
