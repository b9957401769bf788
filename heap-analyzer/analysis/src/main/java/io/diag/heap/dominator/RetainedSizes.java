package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/** Sums up what each number of the search retains. One thread. */
final class RetainedSizes {
  private final int count;
  private final IntColumn dominators;
  private final LongColumn bytes;

  RetainedSizes(IntColumn dominators, int count, ColumnFolder folder) throws IOException {
    this.dominators = dominators;
    this.count = count;
    bytes = folder.passingLongs(count + 1L);
  }

  /** Adds an object to its own number, a leaf to its dominator's. */
  void add(int number, long shallowBytes) {
    bytes.add(number, shallowBytes);
  }

  /** To be called when all objects were added. */
  void sum() {
    for (int number = count; number > DepthFirstSearch.ROOT; number--) {
      bytes.add(dominators.get(number), bytes.get(number));
    }
  }

  /** Bytes of all that is reachable. */
  long total() {
    return bytes.get(DepthFirstSearch.ROOT);
  }

  /** The largest number. */
  int count() {
    return count;
  }

  long of(int number) {
    return bytes.get(number);
  }

  BigTree big(DepthFirstSearch search) {
    BigTree tree = new BigTree(total());
    for (int number = DepthFirstSearch.ROOT + 1; number <= count; number++) {
      if (tree.isBig(of(number))) {
        int above = dominators.get(number);
        tree.add(
            search.object(number),
            of(number),
            above == DepthFirstSearch.ROOT ? DominatorTree.ROOTS : search.object(above));
      }
    }
    return tree;
  }
}
