package io.diag.heap.contents;

import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.file.ByteColumn;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.FieldPlace;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.References;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why objects that no strong reference leads to are still there: a soft, weak or phantom reference,
 * or a finalizer that has yet to run, that is itself strongly reachable. One thread.
 */
public final class Unreachable implements InstanceReader {
  private static final String REFERENCE = "java.lang.ref.Reference";
  private static final int SEEN = 16;

  private final HeapGraph graph;
  private final DominatorTree tree;

  /** Of an unreachable object the strongest that holds it, from 1 on; 0 for nothing. */
  private final ByteColumn held;

  private final IntColumn queue;
  private int queued;

  /**
   * @param objects how many are unreachable
   * @param folder for as long as this is used
   */
  Unreachable(HeapGraph graph, DominatorTree tree, long objects, ColumnFolder folder)
      throws IOException {
    this.graph = graph;
    this.tree = tree;
    held = folder.passingBytes(graph.objects());
    queue = folder.passingInts(objects);
  }

  /** The unreachable objects of a class that are held alike. */
  public record Row(String className, Holding holding, long count, long bytes) {}

  @Override
  public Values of(HeapClass type) throws IOException {
    FieldPlace referent = graph.classes().field(type, REFERENCE, "referent");
    if (referent == null) {
      return null;
    }
    for (Holding holding : Holding.values()) {
      if (holding.className != null && graph.classes().isBelow(type, holding.className)) {
        return new Values() {
          @Override
          public int bytes() {
            return referent.offset() + graph.idSize();
          }

          @Override
          public void read(int number, byte[] bytes, int start) {
            int object = graph.index().number(referent.read(bytes, start, graph.idSize()));
            boolean counts =
                object >= 0
                    && tree.dominator(object) == DominatorTree.UNREACHABLE
                    && tree.dominator(number) != DominatorTree.UNREACHABLE;
            if (counts && (held.get(object) == 0 || held.get(object) > holding.rank)) {
              held.set(object, (byte) holding.rank);
            }
          }
        };
      }
    }
    return null;
  }

  /** By class and by what holds them, those that take most first; to be called once. */
  List<Row> rows() {
    for (Holding holding : Holding.values()) {
      if (holding != Holding.NOTHING) {
        spread(holding.rank);
      }
    }
    Map<Long, long[]> sums = new HashMap<>();
    for (int object = 0; object < graph.objects(); object++) {
      if (tree.dominator(object) == DominatorTree.UNREACHABLE) {
        int by = held.get(object) & SEEN - 1;
        int type = graph.columns().types.get(object);
        long[] sum = sums.computeIfAbsent((long) by << 32 | type, any -> new long[2]);
        sum[0]++;
        sum[1] += graph.shallowBytes(object);
      }
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach(
        (key, sum) -> {
          int by = (int) (key >> 32);
          Holding holding = Holding.ofRank(by);
          String name = graph.classes().get((int) (long) key).name();
          rows.add(new Row(name, holding, sum[0], sum[1]));
        });
    rows.sort(
        Comparator.comparingLong(Row::bytes)
            .reversed()
            .thenComparing(Row::className)
            .thenComparing(Row::holding));
    return rows;
  }

  /** What is held holds others; what is held more strongly already stays so. */
  private void spread(int holding) {
    queued = 0;
    for (int object = 0; object < graph.objects(); object++) {
      if (held.get(object) == holding) {
        reach(object, holding);
      }
    }
    References.Cursor cursor = graph.references().cursor();
    for (int next = 0; next < queued; next++) {
      boolean more = graph.seek(cursor, queue.get(next));
      for (int target = more ? cursor.next() : -1; target >= 0; target = cursor.next()) {
        if (tree.dominator(target) == DominatorTree.UNREACHABLE) {
          reach(target, holding);
        }
      }
    }
  }

  private void reach(int object, int holding) {
    if ((held.get(object) & SEEN) == 0) {
      held.set(object, (byte) (holding | SEEN));
      queue.set(queued++, object);
    }
  }
}
