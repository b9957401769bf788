package io.diag.hprof;

/** The types of fields and array elements, with the codes that HPROF gives them. */
public enum BasicType {
  OBJECT(2, 0),
  BOOLEAN(4, 1),
  CHAR(5, 2),
  FLOAT(6, 4),
  DOUBLE(7, 8),
  BYTE(8, 1),
  SHORT(9, 2),
  INT(10, 4),
  LONG(11, 8);

  private static final BasicType[] BY_CODE = new BasicType[12];

  static {
    for (BasicType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final int bytes;

  BasicType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The type of a code, or null where no type has it. */
  public static BasicType of(int code) {
    return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
  }

  public int code() {
    return code;
  }

  /**
   * @param idSize the dump's, 4 or 8
   * @return the bytes that a value takes in a dump; a boolean takes one
   */
  public int size(int idSize) {
    return this == OBJECT ? idSize : bytes;
  }
}
