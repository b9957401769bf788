package io.diag.hprof;

import java.io.IOException;

/** The static fields of a class, each with its value's bits. Immutable. */
public final class ClassStatics {
  private final long[] nameIds;
  private final BasicType[] types;
  private final long[] values;

  /** Takes the arrays over. */
  public ClassStatics(long[] nameIds, BasicType[] types, long[] values) {
    if (nameIds.length != types.length || nameIds.length != values.length) {
      throw new IllegalArgumentException(
          nameIds.length + " names, " + types.length + " types, " + values.length + " values");
    }
    this.nameIds = nameIds;
    this.types = types;
    this.values = values;
  }

  static ClassStatics read(Window in) throws IOException {
    int count = in.u2();
    in.require(count * (in.idSize() + 2)); // what they take at least
    long[] nameIds = new long[count];
    BasicType[] types = new BasicType[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      nameIds[i] = in.id();
      types[i] = type(in, "static field", i);
      values[i] = value(in, types[i]);
    }
    return new ClassStatics(nameIds, types, values);
  }

  static BasicType type(Window in, String what, int index) throws IOException {
    int code = in.u1();
    BasicType type = BasicType.of(code);
    if (type == null) {
      throw in.bad("has " + what + " " + index + " of type " + code + ", which there is not");
    }
    return type;
  }

  static long value(Window in, BasicType type) throws IOException {
    switch (type.size(in.idSize())) {
      case 1:
        return in.u1();
      case 2:
        return in.u2();
      case 4:
        return in.u4() & 0xFFFFFFFFL;
      default:
        return in.u8();
    }
  }

  void write(HprofOutput out) throws IOException {
    out.u2(types.length);
    for (int i = 0; i < types.length; i++) {
      out.id(nameIds[i]);
      out.u1(types[i].code());
      out.value(values[i], types[i].size(out.idSize()));
    }
  }

  int bytes(int idSize) {
    int bytes = 2 + types.length * (idSize + 1);
    for (BasicType type : types) {
      bytes += type.size(idSize);
    }
    return bytes;
  }

  public int count() {
    return types.length;
  }

  public long nameId(int index) {
    return nameIds[index];
  }

  public BasicType type(int index) {
    return types[index];
  }

  /** The lower bits are the value's, the others 0. */
  public long value(int index) {
    return values[index];
  }
}
