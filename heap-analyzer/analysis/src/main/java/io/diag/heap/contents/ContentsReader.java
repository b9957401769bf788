package io.diag.heap.contents;

import io.diag.heap.graph.ClassTable;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.hprof.BasicType;
import io.diag.hprof.Contents;
import io.diag.hprof.HprofVisitor;
import java.io.IOException;
import java.util.List;

/** Hands the objects of a dump to those who want them. One thread. */
final class ContentsReader implements HprofVisitor {
  private final HeapGraph graph;
  private final ClassTable classes;
  private final List<InstanceReader> readers;
  private final InstanceReader.Values[] wanted;
  private final boolean[] known;
  private final ArrayDuplicates duplicates;

  ContentsReader(HeapGraph graph, List<InstanceReader> readers, ArrayDuplicates duplicates) {
    this.graph = graph;
    this.readers = readers;
    this.duplicates = duplicates;
    classes = graph.classes();
    wanted = new InstanceReader.Values[classes.size()];
    known = new boolean[classes.size()];
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    HeapClass type = classes.find(classId);
    if (type == null) {
      return;
    }
    InstanceReader.Values values = values(type);
    if (values == null || fields.length() < values.bytes() || values.bytes() == 0) {
      return;
    }
    int number = graph.index().number(id);
    if (number >= 0) {
      fields.window(values.bytes());
      values.read(number, fields.array(), fields.position());
    }
  }

  @Override
  public void primitiveArray(long id, int traceSerial, BasicType type, int count, Contents elements)
      throws IOException {
    int number = graph.index().number(id);
    if (number >= 0) {
      duplicates.add(number, type, elements);
    }
  }

  private InstanceReader.Values values(HeapClass type) throws IOException {
    if (!known[type.type()]) {
      known[type.type()] = true;
      for (InstanceReader reader : readers) {
        InstanceReader.Values values = reader.of(type);
        if (values != null && values.bytes() <= Contents.MAX_WINDOW) {
          wanted[type.type()] = values;
          break;
        }
      }
    }
    return wanted[type.type()];
  }
}
