package io.diag.collector.store;

/** How a frame's code ran. The codes are stored: add, never renumber. */
public enum FrameType {
  INTERPRETED(0, "interpreted", "Interpreted"),
  COMPILED(1, "compiled", "JIT compiled"),
  INLINED(2, "inlined", "Inlined"),
  NATIVE(3, "native", "Native"),
  CPP(4, "cpp", "C++"),
  KERNEL(5, "kernel", "Kernel"),
  C1(6, "c1", "C1 compiled"),
  /** Not code: the class of the object that was allocated or waited for, as a leaf. */
  CLASS(7, "class", ""),
  /** Not code and never stored: threads of one kind, as the root of their stacks. */
  THREAD(8, "thread", "");

  private final int code;
  private final String label;
  private final String jfr;

  FrameType(int code, String label, String jfr) {
    this.code = code;
    this.label = label;
    this.jfr = jfr;
  }

  public int code() {
    return code;
  }

  /** Whether it is Java code, however it ran. */
  public boolean isJava() {
    return switch (this) {
      case INTERPRETED, COMPILED, INLINED, C1 -> true;
      case NATIVE, CPP, KERNEL, CLASS, THREAD -> false;
    };
  }

  /** The word the API uses. */
  public String label() {
    return label;
  }

  public static FrameType ofCode(int code) {
    for (FrameType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return NATIVE;
  }

  /** The type that a JFR chunk describes with these words; native when it is a new one. */
  public static FrameType ofJfr(String description) {
    for (FrameType type : values()) {
      if (!type.jfr.isEmpty() && type.jfr.equals(description)) {
        return type;
      }
    }
    return NATIVE;
  }
}
