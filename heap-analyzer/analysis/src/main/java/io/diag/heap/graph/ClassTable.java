package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassDump;
import io.diag.hprof.ClassFields;
import io.diag.hprof.ClassLayouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The classes of a dump, numbered from 0 in its order; after them the primitive arrays whose class
 * it lacks, {@code java.lang.Class} if it lacks that, and one that stands for all unknown ones. Any
 * thread reads.
 */
public final class ClassTable {
  private final List<HeapClass> classes = new ArrayList<>();
  private final ClassIds byId = new ClassIds();
  private final HeapClass[] primitiveArrays = new HeapClass[BasicType.LONG.code() + 1];
  private final HeapClass classOfClasses;
  private final HeapClass unknown;
  private final NameTable names;
  private final int idSize;
  private long lastId;
  private HeapClass last;

  ClassTable(Skeleton skeleton, int idSize) throws IOException {
    this.idSize = idSize;
    names = skeleton.names();
    ClassLayouts layouts = new ClassLayouts(idSize);
    Map<Long, String> classNames = new HashMap<>();
    for (ClassDump dump : skeleton.classes().values()) {
      layouts.add(dump);
      Long nameId = skeleton.nameIds().get(dump.id());
      String name = nameId == null ? null : names.get(nameId);
      classNames.put(
          dump.id(),
          name == null ? String.format("class 0x%x", dump.id()) : ClassNames.readable(name));
    }
    for (ClassDump dump : skeleton.classes().values()) {
      add(dump, layouts, classNames);
    }
    Map<String, HeapClass> byName = new HashMap<>();
    for (HeapClass known : classes) {
      byName.putIfAbsent(known.name(), known);
    }
    for (BasicType type : BasicType.values()) {
      String name = type.name().toLowerCase(Locale.ROOT) + "[]";
      if (type != BasicType.OBJECT) {
        primitiveArrays[type.code()] = orAdded(byName.get(name), name, type);
      }
    }
    classOfClasses = orAdded(byName.get("java.lang.Class"), "java.lang.Class", null);
    unknown = orAdded(null, "unknown class", null);
  }

  public int size() {
    return classes.size();
  }

  public HeapClass get(int type) {
    return classes.get(type);
  }

  /** The class with an id, or the one that stands for unknown ones. */
  HeapClass withId(long id) {
    if (last == null || id != lastId) {
      HeapClass found = byId.get(id);
      last = found == null ? unknown : found;
      lastId = id;
    }
    return last;
  }

  /** The class of an id; null if there is none. */
  public HeapClass find(long id) {
    return byId.get(id);
  }

  /** Whether a class has a name or is below the class that has it. */
  public boolean isBelow(HeapClass type, String name) {
    return above(type, name) != null;
  }

  /** The class above; null if there is none, or the dump lacks it. */
  public HeapClass above(HeapClass type) {
    return type.superId() == null ? null : find(type.superId());
  }

  /** A class or the nearest above it that has a name; null if there is none. */
  public HeapClass above(HeapClass type, String name) {
    HeapClass at = type;
    while (at != null && !at.name().equals(name)) {
      at = above(at);
    }
    return at;
  }

  /**
   * Where a field of a class's instances stands.
   *
   * @param declaring the class that declares it, which is the instance's or above
   * @return null if there is no such field
   */
  public FieldPlace field(HeapClass type, String declaring, String name) throws IOException {
    int offset = 0;
    for (HeapClass at = type; at != null && at.dump() != null; at = above(at)) {
      ClassFields fields = at.dump().fields();
      boolean declares = at.name().equals(declaring);
      for (int i = 0; i < fields.count(); i++) {
        if (declares && name.equals(names.get(fields.nameId(i)))) {
          return new FieldPlace(offset, fields.type(i));
        }
        offset += fields.type(i).size(idSize);
      }
    }
    return null;
  }

  HeapClass arrayOf(BasicType element) {
    return primitiveArrays[element.code()];
  }

  public HeapClass classOfClasses() {
    return classOfClasses;
  }

  public NameTable names() {
    return names;
  }

  private void add(ClassDump dump, ClassLayouts layouts, Map<Long, String> classNames)
      throws IOException {
    List<ClassDump> chain = layouts.chain(dump.id());
    String name = classNames.get(dump.id());
    BasicType element = ClassNames.element(name);
    FieldLayout layout =
        chain.isEmpty() || element != null
            ? null
            : new FieldLayout(
                chain,
                idSize,
                (declaring, field) ->
                    "java.lang.ref.Reference".equals(classNames.get(declaring.id()))
                        && isReferent(field));
    HeapClass added =
        new HeapClass(
            classes.size(),
            name,
            dump,
            chain.size() < 2 ? null : chain.get(1).id(),
            element,
            layout);
    classes.add(added);
    byId.put(dump.id(), added);
  }

  private boolean isReferent(long nameId) {
    try {
      return "referent".equals(names.get(nameId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HeapClass orAdded(HeapClass known, String name, BasicType element) {
    if (known != null) {
      return known;
    }
    HeapClass added = new HeapClass(classes.size(), name, null, null, element, null);
    classes.add(added);
    return added;
  }
}
