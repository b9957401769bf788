package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassConstants;
import io.diag.hprof.ClassDump;
import io.diag.hprof.ClassLinks;
import io.diag.hprof.ClassStatics;
import io.diag.hprof.Contents;
import io.diag.hprof.HeapTag;
import io.diag.hprof.HprofVisitor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The second reading of a dump: writes down of each object its class, its references, and an
 * array's length. References of classes are put in where their numbers come. One thread.
 */
final class GraphWriter implements HprofVisitor {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final ObjectIndex index;
  private final ClassTable classes;
  private final int idSize;
  private final boolean ordered;
  private final ReferenceLog log;
  private final GraphColumns columns;
  private final ObjectPlaces.Writer places;
  private final List<ClassObject> classObjects;
  private int nextClass;
  private int nextNumber;
  private long lastId;
  private int inner;
  private long outside;
  private long weak;
  private long damaged;

  GraphWriter(
      ObjectIndex index,
      ClassTable classes,
      int idSize,
      boolean ordered,
      ReferenceLog log,
      GraphColumns columns,
      ObjectPlaces.Writer places) {
    this.index = index;
    this.classes = classes;
    this.idSize = idSize;
    this.ordered = ordered;
    this.log = log;
    this.columns = columns;
    this.places = places;
    classObjects = ClassObject.sorted(classes, index);
  }

  @Override
  public void record(int tag, int micros, long length) {
    places.segment();
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    HeapClass type = classes.withId(classId);
    int number = begin(id, type, fields.offset() - instanceHeader());
    if (number < 0) {
      return;
    }
    FieldLayout layout = type.layout();
    if (layout == null || layout.dumpBytes != fields.length()) {
      damaged++;
    } else if (layout.dumpBytes > 0 && layout.dumpBytes <= Contents.MAX_WINDOW) {
      fields.window(layout.dumpBytes);
      byte[] bytes = fields.array();
      int start = fields.position();
      for (int offset : layout.references) {
        refer(id(bytes, start + offset));
      }
      if (layout.referent >= 0 && id(bytes, start + layout.referent) != 0) {
        weak++;
      }
    }
    referToClass(type);
    finish(number, type);
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
      throws IOException {
    HeapClass type = classes.withId(classId);
    int number = begin(id, type, elements.offset() - objectArrayHeader());
    if (number < 0) {
      return;
    }
    columns.length(number, count);
    while (elements.remaining() > 0) {
      int ready = elements.window(idSize) / idSize * idSize;
      byte[] bytes = elements.array();
      int start = elements.position();
      for (int offset = 0; offset < ready; offset += idSize) {
        refer(id(bytes, start + offset));
      }
      elements.skip(ready);
    }
    referToClass(type);
    finish(number, type);
  }

  @Override
  public void primitiveArray(
      long id, int traceSerial, BasicType type, int count, Contents elements) {
    HeapClass array = classes.arrayOf(type);
    int number = begin(id, array, elements.offset() - primitiveArrayHeader());
    if (number < 0) {
      return;
    }
    columns.length(number, count);
    finish(number, array);
  }

  /** Writes the references of the classes that were not written yet. */
  void putClasses() {
    putClassesThrough(Integer.MAX_VALUE);
  }

  /** How many objects have references. */
  int inner() {
    return inner;
  }

  /** References to addresses where nothing was dumped. */
  long outside() {
    return outside;
  }

  /** What {@code java.lang.ref.Reference}s refer to. */
  long weak() {
    return weak;
  }

  /** Objects whose class is not known or does not tell as many values as they have. */
  long damaged() {
    return damaged;
  }

  private int begin(long id, HeapClass type, long offset) {
    places.object(offset);
    int number = ordered ? inOrder(id) : index.number(id);
    if (number < 0 || columns.starts.get(number) != 0) {
      return -1; // not the file that was read first, or a second one at the same address
    }
    places.at(number);
    start(number, type);
    return number;
  }

  /** The number of an object: no look-up, since numbers follow the addresses as the dump does. */
  private int inOrder(long id) {
    if (Long.compareUnsigned(id, lastId) <= 0) {
      return -1;
    }
    lastId = id;
    if (nextClass < classObjects.size()
        && Long.compareUnsigned(classObjects.get(nextClass).dump().id(), id) <= 0) {
      int number = index.number(id);
      putClassesThrough(number);
      nextNumber = number;
    }
    return nextNumber < index.objects() ? nextNumber++ : -1;
  }

  private void start(int number, HeapClass type) {
    columns.starts.set(number, log.end() + 1);
    columns.types.set(number, type.type());
    log.begin(number);
  }

  private void finish(int number, HeapClass type) {
    if (columns.starts.get(number) == log.end() + 1) {
      columns.search.set(number, GraphColumns.LEAF);
    } else {
      columns.notLeaf(type.type());
      inner++;
    }
    log.finish();
  }

  private void putClassesThrough(int number) {
    while (nextClass < classObjects.size() && classObjects.get(nextClass).number() <= number) {
      ClassObject object = classObjects.get(nextClass++);
      if (columns.starts.get(object.number()) == 0) {
        putClass(object.number(), object.dump());
      }
    }
  }

  private void putClass(int number, ClassDump dump) {
    start(number, classes.classOfClasses());
    ClassLinks links = dump.links();
    refer(links.superId());
    refer(links.loaderId());
    refer(links.signersId());
    refer(links.protectionDomainId());
    ClassStatics statics = dump.statics();
    for (int i = 0; i < statics.count(); i++) {
      if (statics.type(i) == BasicType.OBJECT) {
        refer(statics.value(i));
      }
    }
    ClassConstants constants = dump.constants();
    for (int i = 0; i < constants.count(); i++) {
      if (constants.type(i) == BasicType.OBJECT) {
        refer(constants.value(i));
      }
    }
    finish(number, classes.classOfClasses());
  }

  /** Comes last: a class is far away, and the distance to what follows would be as long. */
  private void referToClass(HeapClass type) {
    if (type.mayUnload()) {
      refer(type.dump().id());
    }
  }

  private void refer(long id) {
    if (id != 0) {
      int target = index.number(id);
      if (target < 0) {
        outside++;
      } else {
        log.add(target);
      }
    }
  }

  private long id(byte[] bytes, int at) {
    return idSize == 8 ? (long) LONG.get(bytes, at) : (int) INT.get(bytes, at) & 0xFFFFFFFFL;
  }

  private int instanceHeader() {
    return HeapTag.instanceHeaderBytes(idSize);
  }

  private int objectArrayHeader() {
    return HeapTag.objectArrayHeaderBytes(idSize);
  }

  private int primitiveArrayHeader() {
    return HeapTag.primitiveArrayHeaderBytes(idSize);
  }
}
