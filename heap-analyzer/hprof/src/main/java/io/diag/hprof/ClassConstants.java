package io.diag.hprof;

import java.io.IOException;

/** Entries of a class's constant pool, each with its value's bits. Immutable. */
public final class ClassConstants {
  /** What HotSpot writes. */
  public static final ClassConstants NONE =
      new ClassConstants(new int[0], new BasicType[0], new long[0]);

  private final int[] indexes;
  private final BasicType[] types;
  private final long[] values;

  /** Takes the arrays over. */
  public ClassConstants(int[] indexes, BasicType[] types, long[] values) {
    if (indexes.length != types.length || indexes.length != values.length) {
      throw new IllegalArgumentException(
          indexes.length + " indexes, " + types.length + " types, " + values.length + " values");
    }
    this.indexes = indexes;
    this.types = types;
    this.values = values;
  }

  static ClassConstants read(Window in) throws IOException {
    int count = in.u2();
    if (count == 0) {
      return NONE;
    }
    in.require(count * 4); // what they take at least
    int[] indexes = new int[count];
    BasicType[] types = new BasicType[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = in.u2();
      types[i] = ClassStatics.type(in, "constant", i);
      values[i] = ClassStatics.value(in, types[i]);
    }
    return new ClassConstants(indexes, types, values);
  }

  void write(HprofOutput out) throws IOException {
    out.u2(types.length);
    for (int i = 0; i < types.length; i++) {
      out.u2(indexes[i]);
      out.u1(types[i].code());
      out.value(values[i], types[i].size(out.idSize()));
    }
  }

  int bytes(int idSize) {
    int bytes = 2 + types.length * 3;
    for (BasicType type : types) {
      bytes += type.size(idSize);
    }
    return bytes;
  }

  public int count() {
    return types.length;
  }

  public int index(int number) {
    return indexes[number];
  }

  public BasicType type(int number) {
    return types[number];
  }

  public long value(int number) {
    return values[number];
  }
}
