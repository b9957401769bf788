package io.diag.hprof.dump;

import io.diag.hprof.BasicType;
import io.diag.hprof.Contents;
import io.diag.hprof.HeapTag;
import io.diag.hprof.HprofVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** An instance of a dump that is built. Its fields are 0 and null unless they are set. */
public final class InstanceSpec implements HeapObject {
  private final long id;
  private final ClassSpec type;
  private final int idBytes;
  private final Map<String, Long> values = new HashMap<>();

  InstanceSpec(long id, ClassSpec type, int idBytes) {
    this.id = id;
    this.type = type;
    this.idBytes = idBytes;
  }

  /**
   * Sets a field of the class or one above it.
   *
   * @param bits of the value, or the id of an object
   */
  public InstanceSpec set(String field, long bits) {
    if (type.chain().stream().noneMatch(spec -> spec.fieldNames().contains(field))) {
      throw new IllegalArgumentException(type.name() + " has no field " + field);
    }
    values.put(field, bits);
    return this;
  }

  public InstanceSpec set(String field, InstanceSpec object) {
    return set(field, object.id);
  }

  public long id() {
    return id;
  }

  @Override
  public long dumpBytes() {
    return (long) HeapTag.instanceHeaderBytes(idBytes) + valueBytes();
  }

  @Override
  public void write(HprofVisitor to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(valueBytes());
    for (ClassSpec spec : type.chain()) {
      for (int i = 0; i < spec.fieldNames().size(); i++) {
        long bits = values.getOrDefault(spec.fieldNames().get(i), 0L);
        put(bytes, bits, spec.fieldTypes().get(i).size(idBytes));
      }
    }
    to.instance(id, 1, type.id(), Contents.of(bytes.array()));
  }

  static void put(ByteBuffer bytes, long bits, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      bytes.put((byte) (bits >>> shift));
    }
  }

  private int valueBytes() {
    return type.chain().stream()
        .flatMap(spec -> spec.fieldTypes().stream())
        .mapToInt((BasicType field) -> field.size(idBytes))
        .sum();
  }
}
