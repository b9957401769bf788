package io.diag.heap.contents;

import io.diag.heap.graph.ClassTable;
import io.diag.heap.graph.FieldPlace;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How full the collections of each class are. One thread. */
public final class CollectionFill implements InstanceReader {
  private final HeapGraph graph;
  private final Map<String, Sums> byClass = new TreeMap<>();

  CollectionFill(HeapGraph graph) {
    this.graph = graph;
  }

  /**
   * The collections of one class.
   *
   * @param empty those without an element
   * @param single those with one
   * @param elements of all together
   * @param slots for elements that their arrays have; 0 for collections without arrays
   * @param unusedBytes of slots that hold nothing, at least: elements of a map may share one
   */
  public record Row(
      String className,
      long count,
      long empty,
      long single,
      long elements,
      long slots,
      long unusedBytes) {}

  /** Those that waste most first. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    byClass.forEach((name, sums) -> rows.add(sums.row(name, graph.layout().referenceBytes())));
    rows.removeIf(row -> row.count() == 0);
    rows.sort(Comparator.comparingLong(Row::unusedBytes).thenComparingLong(Row::count).reversed());
    return rows;
  }

  @Override
  public Values of(HeapClass type) throws IOException {
    ClassTable classes = graph.classes();
    for (CollectionKind kind : CollectionKind.values()) {
      if (classes.isBelow(type, kind.className)) {
        boolean counted = kind.size != null;
        FieldPlace size = classes.field(type, kind.className, counted ? kind.size : "tail");
        FieldPlace head = counted ? null : classes.field(type, kind.className, "head");
        FieldPlace array =
            kind.array == null ? null : classes.field(type, kind.className, kind.array);
        boolean suits = size != null && counted == (head == null);
        return suits && (array == null) == (kind.array == null)
            ? new Fields(
                kind, size, head, array, byClass.computeIfAbsent(type.name(), any -> new Sums()))
            : null;
      }
    }
    return null;
  }

  private static final class Sums {
    private long count;
    private long empty;
    private long single;
    private long elements;
    private long slots;
    private long unused;

    void add(long size, long capacity, int slotsOfElement) {
      count++;
      empty += size == 0 ? 1 : 0;
      single += size == 1 ? 1 : 0;
      elements += size;
      slots += capacity;
      unused += Math.max(0, capacity - size * slotsOfElement);
    }

    Row row(String className, int slotBytes) {
      return new Row(className, count, empty, single, elements, slots, unused * slotBytes);
    }
  }

  private final class Fields implements Values {
    private final CollectionKind kind;
    private final FieldPlace size;
    private final FieldPlace head;
    private final FieldPlace array;
    private final Sums sums;

    Fields(CollectionKind kind, FieldPlace size, FieldPlace head, FieldPlace array, Sums sums) {
      this.kind = kind;
      this.size = size;
      this.head = head;
      this.array = array;
      this.sums = sums;
    }

    @Override
    public int bytes() {
      int idSize = graph.idSize();
      int bytes = size.offset() + size.type().size(idSize);
      bytes = head == null ? bytes : Math.max(bytes, head.offset() + head.type().size(idSize));
      return array == null ? bytes : Math.max(bytes, array.offset() + idSize);
    }

    @Override
    public void read(int number, byte[] bytes, int start) {
      long capacity = 0;
      if (array != null) {
        int slots = graph.index().number(array.read(bytes, start, graph.idSize()));
        capacity = slots < 0 ? 0 : graph.columns().length(slots);
      }
      long elements = size.read(bytes, start, graph.idSize());
      if (head != null) {
        long behind = elements - head.read(bytes, start, graph.idSize());
        elements = behind < 0 ? behind + capacity : behind;
      }
      if (elements >= 0 && elements <= Integer.MAX_VALUE) { // a damaged one may have any number
        sums.add(elements, capacity, kind.slotsOfElement());
      }
    }
  }
}
