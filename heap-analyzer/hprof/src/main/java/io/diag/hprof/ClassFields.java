package io.diag.hprof;

import java.io.IOException;

/** The fields that a class itself declares, in the order of their values. Immutable. */
public final class ClassFields {
  private final long[] nameIds;
  private final BasicType[] types;

  /** Takes the arrays over. */
  public ClassFields(long[] nameIds, BasicType[] types) {
    if (nameIds.length != types.length) {
      throw new IllegalArgumentException(nameIds.length + " names, " + types.length + " types");
    }
    this.nameIds = nameIds;
    this.types = types;
  }

  static ClassFields read(Window in) throws IOException {
    int count = in.u2();
    in.require(count * (in.idSize() + 1));
    long[] nameIds = new long[count];
    BasicType[] types = new BasicType[count];
    for (int i = 0; i < count; i++) {
      nameIds[i] = in.id();
      types[i] = ClassStatics.type(in, "field", i);
    }
    return new ClassFields(nameIds, types);
  }

  void write(HprofOutput out) throws IOException {
    out.u2(types.length);
    for (int i = 0; i < types.length; i++) {
      out.id(nameIds[i]);
      out.u1(types[i].code());
    }
  }

  int bytes(int idSize) {
    return 2 + types.length * (idSize + 1);
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

  /** Bytes that their values take in an instance's dump. */
  public int valueBytes(int idSize) {
    int bytes = 0;
    for (BasicType type : types) {
      bytes += type.size(idSize);
    }
    return bytes;
  }
}
