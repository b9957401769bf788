package io.diag.hprof;

/** A CLASS_DUMP: a class as an object, with its static fields and the layout of its own fields. */
public final class ClassDump {
  private final ClassLinks links;
  private final int instanceSize;
  private final ClassConstants constants;
  private final ClassStatics statics;
  private final ClassFields fields;

  /**
   * @param instanceSize as HotSpot writes it: the bytes that an instance's fields take in the heap,
   *     or in newer versions in the dump; see {@link ClassLayouts#fieldBytes}
   * @param fields of this class alone, without its superclass's
   */
  public ClassDump(
      ClassLinks links,
      int instanceSize,
      ClassConstants constants,
      ClassStatics statics,
      ClassFields fields) {
    this.links = links;
    this.instanceSize = instanceSize;
    this.constants = constants;
    this.statics = statics;
    this.fields = fields;
  }

  public long id() {
    return links.id();
  }

  public ClassLinks links() {
    return links;
  }

  public int instanceSize() {
    return instanceSize;
  }

  /** HotSpot writes none. */
  public ClassConstants constants() {
    return constants;
  }

  public ClassStatics statics() {
    return statics;
  }

  public ClassFields fields() {
    return fields;
  }

  /** Bytes of the sub-record, its tag included. */
  public int bytes(int idSize) {
    return 1
        + ClassLinks.bytes(idSize)
        + 4
        + constants.bytes(idSize)
        + statics.bytes(idSize)
        + fields.bytes(idSize);
  }
}
