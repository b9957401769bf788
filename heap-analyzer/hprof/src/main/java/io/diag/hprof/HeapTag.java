package io.diag.hprof;

/** The tags of sub-records in a heap dump that are no roots; for those see {@link RootKind}. */
public final class HeapTag {
  public static final int CLASS_DUMP = 0x20;
  public static final int INSTANCE_DUMP = 0x21;
  public static final int OBJECT_ARRAY_DUMP = 0x22;
  public static final int PRIMITIVE_ARRAY_DUMP = 0x23;

  private HeapTag() {}

  /** The name of a sub-record, or its tag in hexadecimal. */
  public static String nameOf(int tag) {
    switch (tag) {
      case CLASS_DUMP:
        return "CLASS_DUMP";
      case INSTANCE_DUMP:
        return "INSTANCE_DUMP";
      case OBJECT_ARRAY_DUMP:
        return "OBJECT_ARRAY_DUMP";
      case PRIMITIVE_ARRAY_DUMP:
        return "PRIMITIVE_ARRAY_DUMP";
      default:
        RootKind kind = RootKind.of(tag);
        return kind == null ? String.format("sub-record 0x%02X", tag) : "ROOT_" + kind;
    }
  }

  /** Whether no record has this tag, so that only a sub-record can begin with it. */
  static boolean isNoRecord(int tag) {
    return (tag >= CLASS_DUMP && tag <= PRIMITIVE_ARRAY_DUMP) || tag == RootKind.UNKNOWN.tag();
  }

  /** Bytes of an INSTANCE_DUMP before its fields: tag, id, trace, class and their length. */
  public static int instanceHeaderBytes(int idSize) {
    return 1 + idSize + 4 + idSize + 4;
  }

  /** Bytes of an OBJECT_ARRAY_DUMP before its elements: tag, id, trace, count and class. */
  public static int objectArrayHeaderBytes(int idSize) {
    return 1 + idSize + 4 + 4 + idSize;
  }

  /** Bytes of a PRIMITIVE_ARRAY_DUMP before its elements: tag, id, trace, count and type. */
  public static int primitiveArrayHeaderBytes(int idSize) {
    return 1 + idSize + 4 + 4 + 1;
  }
}
