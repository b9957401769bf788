package io.diag.heap.contents;

import io.diag.heap.graph.ClassTable;
import io.diag.heap.graph.FieldPlace;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The buffers whose memory lies outside the heap. Views of a buffer have none of their own; of
 * several buffers at one address the first counts. One thread.
 */
final class DirectBuffers implements InstanceReader {
  private static final String DIRECT = "java.nio.DirectByteBuffer";
  private static final String BUFFER = "java.nio.Buffer";
  private static final int MOST = 1_000_000;

  private final HeapGraph graph;
  private final List<DirectBuffer> found = new ArrayList<>();
  private final Set<Long> addresses = new HashSet<>();
  private long leftOut;

  DirectBuffers(HeapGraph graph) {
    this.graph = graph;
  }

  List<DirectBuffer> found() {
    return found;
  }

  /** How many more there are than could be kept. */
  long leftOut() {
    return leftOut;
  }

  @Override
  public Values of(HeapClass type) throws IOException {
    ClassTable classes = graph.classes();
    if (!classes.isBelow(type, DIRECT)) {
      return null;
    }
    FieldPlace capacity = classes.field(type, BUFFER, "capacity");
    FieldPlace address = classes.field(type, BUFFER, "address");
    FieldPlace attachment = classes.field(type, DIRECT, "att");
    FieldPlace cleaner = classes.field(type, DIRECT, "cleaner");
    FieldPlace file = classes.field(type, "java.nio.MappedByteBuffer", "fd");
    if (capacity == null || address == null || attachment == null) {
      return null;
    }
    int bytes = 0;
    for (FieldPlace place : new FieldPlace[] {capacity, address, attachment, cleaner, file}) {
      if (place != null) {
        bytes = Math.max(bytes, place.offset() + place.type().size(graph.idSize()));
      }
    }
    int needed = bytes;
    return new Values() {
      @Override
      public int bytes() {
        return needed;
      }

      @Override
      public void read(int number, byte[] values, int start) {
        boolean isView = attachment.read(values, start, graph.idSize()) != 0;
        boolean isMapped = file != null && file.read(values, start, graph.idSize()) != 0;
        boolean isFreed = cleaner != null && cleaner.read(values, start, graph.idSize()) != 0;
        if (!isView) {
          add(
              number,
              capacity.read(values, start, graph.idSize()),
              address.read(values, start, graph.idSize()),
              isMapped ? BufferKind.MAPPED : isFreed ? BufferKind.DIRECT : BufferKind.FOREIGN);
        }
      }
    };
  }

  private void add(int number, long capacity, long address, BufferKind kind) {
    if (capacity == 0 || addresses.contains(address)) {
      return;
    }
    if (found.size() == MOST) {
      leftOut++;
      return;
    }
    addresses.add(address);
    found.add(new DirectBuffer(number, capacity, kind));
  }
}
