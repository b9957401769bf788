package io.diag.hprof.dump;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassConstants;
import io.diag.hprof.ClassDump;
import io.diag.hprof.ClassFields;
import io.diag.hprof.ClassLinks;
import io.diag.hprof.ClassStatics;
import java.util.ArrayList;
import java.util.List;

/** A class of a dump that is built; its fields and static fields are added one by one. */
public final class ClassSpec {
  private final DumpBuilder dump;
  private final String name;
  private final long id;
  private final int serial;
  private final ClassSpec superclass;
  private final List<String> fieldNames = new ArrayList<>();
  private final List<BasicType> fieldTypes = new ArrayList<>();
  private final List<String> staticNames = new ArrayList<>();
  private final List<BasicType> staticTypes = new ArrayList<>();
  private final List<Long> staticValues = new ArrayList<>();
  private long loaderId;

  ClassSpec(DumpBuilder dump, String name, long id, int serial, ClassSpec superclass) {
    this.dump = dump;
    this.name = name;
    this.id = id;
    this.serial = serial;
    this.superclass = superclass;
  }

  /** Adds a field of instances. To be called before there are any. */
  public ClassSpec field(String fieldName, BasicType type) {
    fieldNames.add(fieldName);
    fieldTypes.add(type);
    dump.name(fieldName);
    return this;
  }

  /**
   * Adds a static field.
   *
   * @param bits of the value, or the id of an object
   */
  public ClassSpec staticField(String fieldName, BasicType type, long bits) {
    staticNames.add(fieldName);
    staticTypes.add(type);
    int size = type.size(dump.shape().idBytes());
    staticValues.add(size == 8 ? bits : bits & ((1L << (8 * size)) - 1));
    dump.name(fieldName);
    return this;
  }

  public ClassSpec loadedBy(long loader) {
    loaderId = loader;
    return this;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  int serial() {
    return serial;
  }

  /** This class and those above it. */
  List<ClassSpec> chain() {
    List<ClassSpec> chain = new ArrayList<>();
    for (ClassSpec spec = this; spec != null; spec = spec.superclass) {
      chain.add(spec);
    }
    return chain;
  }

  List<String> fieldNames() {
    return fieldNames;
  }

  List<BasicType> fieldTypes() {
    return fieldTypes;
  }

  /** Bytes that the fields of an instance take in the heap, those from above included. */
  long fieldBytes() {
    long bytes = 0;
    for (ClassSpec spec : chain()) {
      for (BasicType type : spec.fieldTypes) {
        bytes += dump.shape().size(type);
      }
    }
    return bytes;
  }

  ClassDump toDump() {
    return new ClassDump(
        new ClassLinks(id, 1, superclass == null ? 0 : superclass.id, loaderId, 0, 0, 0, 0),
        (int) fieldBytes(),
        ClassConstants.NONE,
        new ClassStatics(
            ids(staticNames),
            staticTypes.toArray(new BasicType[0]),
            staticValues.stream().mapToLong(Long::longValue).toArray()),
        new ClassFields(ids(fieldNames), fieldTypes.toArray(new BasicType[0])));
  }

  private long[] ids(List<String> names) {
    return names.stream().mapToLong(dump::name).toArray();
  }
}
