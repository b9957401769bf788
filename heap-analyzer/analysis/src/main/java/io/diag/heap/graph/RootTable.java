package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.LongColumn;
import io.diag.hprof.RootKind;
import java.io.IOException;

/** The roots as the dump has them. One thread at a time. */
public final class RootTable {
  private static final int WORDS = 3;

  private final LongColumn words;
  private int count;

  RootTable(ColumnFolder folder, long mostRoots) throws IOException {
    words = folder.passingLongs(mostRoots * WORDS);
  }

  void add(RootKind kind, long objectId, int threadSerial, int number) throws IOException {
    if (count == Integer.MAX_VALUE) {
      throw new IOException("the dump has more than " + count + " roots");
    }
    long at = (long) count++ * WORDS;
    words.set(at, objectId);
    words.set(at + 1, kind.tag());
    words.set(at + 2, (long) threadSerial << 32 | (number & 0xFFFFFFFFL));
  }

  public int count() {
    return count;
  }

  public long objectId(int index) {
    return words.get((long) index * WORDS);
  }

  public RootKind kind(int index) {
    return RootKind.of((int) words.get((long) index * WORDS + 1));
  }

  /** 0 unless {@link RootKind#hasThread}. */
  public int threadSerial(int index) {
    return (int) (words.get((long) index * WORDS + 2) >>> 32);
  }

  /** As in {@link io.diag.hprof.HeapVisitor#root}. */
  public int number(int index) {
    return (int) words.get((long) index * WORDS + 2);
  }
}
