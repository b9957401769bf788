package io.diag.hprof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the values of an instance follow each other, by what the CLASS_DUMPs say: those of its class
 * first, then those of the superclass, and so on. One thread at a time. Grows with the classes.
 */
public final class ClassLayouts {
  /** No class of a JVM is as deep; a damaged dump may have a chain of millions. */
  private static final int MAX_DEPTH = 1000;

  private final int idSize;
  private final Map<Long, ClassDump> classes = new HashMap<>();

  /**
   * @param idSize the dump's, 4 or 8
   */
  public ClassLayouts(int idSize) {
    this.idSize = idSize;
  }

  /** Adds a class; of two with one id the later counts. */
  public void add(ClassDump dump) {
    classes.put(dump.id(), dump);
  }

  /**
   * A class and its superclasses up to {@code Object}.
   *
   * @return nothing if one of them is not known, or they are more than a thousand or their own
   *     superclasses
   */
  public List<ClassDump> chain(long classId) {
    List<ClassDump> chain = new ArrayList<>();
    for (long id = classId; id != 0; ) {
      ClassDump dump = classes.get(id);
      if (dump == null || chain.size() == MAX_DEPTH) {
        return new ArrayList<>();
      }
      chain.add(dump);
      id = dump.links().superId();
    }
    return chain;
  }

  /** Bytes of the values of an instance, or -1 where {@link #chain} is empty. */
  public long fieldBytes(long classId) {
    List<ClassDump> chain = chain(classId);
    if (chain.isEmpty()) {
      return -1;
    }
    long bytes = 0;
    for (ClassDump dump : chain) {
      bytes += dump.fields().valueBytes(idSize);
    }
    return bytes;
  }

  /**
   * Where a field's value stands among an instance's values.
   *
   * @param declaringId the class that declares it, the instance's or above
   * @return -1 if there is no such field
   */
  public long fieldOffset(long classId, long declaringId, long nameId) {
    long offset = 0;
    for (ClassDump dump : chain(classId)) {
      ClassFields fields = dump.fields();
      for (int i = 0; i < fields.count(); i++) {
        if (dump.id() == declaringId && fields.nameId(i) == nameId) {
          return offset;
        }
        offset += fields.type(i).size(idSize);
      }
    }
    return -1;
  }
}
