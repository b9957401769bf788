package io.diag.heap.contents;

import io.diag.heap.file.ByteColumn;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import io.diag.heap.graph.FieldPlace;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.hprof.BasicType;
import io.diag.hprof.Contents;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds primitive arrays of one type with the same elements, those of Strings above all. Arrays
 * count as equal if a hash of 64 bits is: of a hundred million arrays two different ones are taken
 * for equal once in some thousand dumps. One thread.
 */
final class ArrayDuplicates implements InstanceReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private final HeapGraph graph;
  private final LongColumn hashes;
  private final IntColumn counts;
  private final IntColumn examples;
  private final ByteColumn ofStrings;
  private final long mask;

  /**
   * @param arrays how many primitive arrays there are
   * @param folder for as long as this is used
   */
  ArrayDuplicates(HeapGraph graph, long arrays, ColumnFolder folder) throws IOException {
    this.graph = graph;
    long slots = Long.highestOneBit(Math.max(4, arrays + arrays / 2)) << 1;
    mask = slots - 1;
    hashes = folder.passingLongs(slots);
    counts = folder.passingInts(slots);
    examples = folder.passingInts(slots);
    ofStrings = folder.passingBytes(graph.objects() / Byte.SIZE + 1L);
  }

  /** Strings tell which arrays are texts. */
  @Override
  public Values of(HeapClass type) throws IOException {
    FieldPlace value =
        "java.lang.String".equals(type.name())
            ? graph.classes().field(type, type.name(), "value")
            : null;
    if (value == null) {
      return null;
    }
    int bytes = value.offset() + graph.idSize();
    return new Values() {
      @Override
      public int bytes() {
        return bytes;
      }

      @Override
      public void read(int number, byte[] values, int start) {
        int array = graph.index().number(value.read(values, start, graph.idSize()));
        if (array >= 0) {
          int known = ofStrings.get(array / Byte.SIZE);
          ofStrings.set(array / Byte.SIZE, (byte) (known | 1 << array % Byte.SIZE));
        }
      }
    };
  }

  void add(int number, BasicType type, Contents elements) throws IOException {
    if (elements.length() == 0) {
      return;
    }
    long hash = hash(type, elements);
    long slot = (hash ^ hash >>> 32) & mask;
    while (hashes.get(slot) != 0 && hashes.get(slot) != hash) {
      slot = slot + 1 & mask;
    }
    hashes.set(slot, hash);
    counts.set(slot, counts.get(slot) + 1);
    examples.set(slot, number);
  }

  /** Adds up all groups, and tells those that waste most, the worst first. */
  List<EqualArrays> largest(int most, long[] totals) {
    Comparator<EqualArrays> byWaste =
        Comparator.comparingLong(EqualArrays::wastedBytes)
            .thenComparing(Comparator.comparingInt(EqualArrays::example).reversed());
    PriorityQueue<EqualArrays> largest = new PriorityQueue<>(byWaste);
    for (long slot = 0; slot <= mask; slot++) {
      if (counts.get(slot) > 1) {
        int example = examples.get(slot);
        EqualArrays group =
            new EqualArrays(
                example, isString(example), counts.get(slot), graph.shallowBytes(example));
        totals[group.isString() ? 1 : 0] += group.wastedBytes();
        largest.add(group);
        if (largest.size() > most) {
          largest.remove();
        }
      }
    }
    List<EqualArrays> sorted = new ArrayList<>(largest);
    sorted.sort(byWaste.reversed());
    return sorted;
  }

  private boolean isString(int array) {
    return (ofStrings.get(array / Byte.SIZE) >> array % Byte.SIZE & 1) != 0;
  }

  /** Never 0. */
  private static long hash(BasicType type, Contents elements) throws IOException {
    long hash = mix(type.code() + 1, elements.length());
    while (elements.remaining() >= Long.BYTES) {
      int ready = elements.window(Long.BYTES) / Long.BYTES * Long.BYTES;
      byte[] bytes = elements.array();
      int start = elements.position();
      for (int at = start; at < start + ready; at += Long.BYTES) {
        hash = mix(hash, (long) LONG.get(bytes, at));
      }
      elements.skip(ready);
    }
    while (elements.remaining() > 0) {
      hash = mix(hash, elements.readByte());
    }
    return hash == 0 ? 1 : hash;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * FACTOR;
    return mixed ^ mixed >>> 32;
  }
}
