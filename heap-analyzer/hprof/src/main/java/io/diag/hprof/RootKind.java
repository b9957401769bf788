package io.diag.hprof;

/** Why an object is a root. */
public enum RootKind {
  UNKNOWN(0xFF),
  JNI_GLOBAL(0x01),
  JNI_LOCAL(0x02),
  JAVA_FRAME(0x03),
  NATIVE_STACK(0x04),
  STICKY_CLASS(0x05),
  THREAD_BLOCK(0x06),
  MONITOR_USED(0x07),
  THREAD_OBJECT(0x08);

  private static final RootKind[] BY_TAG = new RootKind[256];

  static {
    for (RootKind kind : values()) {
      BY_TAG[kind.tag] = kind;
    }
  }

  private final int tag;

  RootKind(int tag) {
    this.tag = tag;
  }

  /** The kind of a sub-record's tag, or null where it is no root. */
  public static RootKind of(int tag) {
    return tag < 0 || tag >= BY_TAG.length ? null : BY_TAG[tag];
  }

  public int tag() {
    return tag;
  }

  /** Whether the serial number of a thread belongs to it. */
  public boolean hasThread() {
    return hasFrame() || this == NATIVE_STACK || this == THREAD_BLOCK;
  }

  /** Whether a number belongs to it: of a frame in the thread's trace, or of the thread's trace. */
  public boolean hasFrame() {
    return this == JNI_LOCAL || this == JAVA_FRAME || this == THREAD_OBJECT;
  }

  /** Bytes of such a sub-record, its tag included. */
  public int bytes(int idSize) {
    int ids = this == JNI_GLOBAL ? 2 : 1;
    return 1 + ids * idSize + (hasThread() ? 4 : 0) + (hasFrame() ? 4 : 0);
  }
}
