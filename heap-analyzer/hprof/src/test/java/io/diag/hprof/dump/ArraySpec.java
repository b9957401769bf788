package io.diag.hprof.dump;

import io.diag.hprof.BasicType;
import io.diag.hprof.Contents;
import io.diag.hprof.HeapTag;
import io.diag.hprof.HprofVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An array of a dump that is built. */
final class ArraySpec implements HeapObject {
  private final long id;
  private final BasicType type;
  private final long classId;
  private final long[] elements;
  private final int idBytes;

  /**
   * @param classId of its class, for an array of references
   * @param elements each one's bits, or ids
   */
  ArraySpec(long id, BasicType type, long classId, long[] elements, int idBytes) {
    this.id = id;
    this.type = type;
    this.classId = classId;
    this.elements = elements;
    this.idBytes = idBytes;
  }

  long id() {
    return id;
  }

  @Override
  public long dumpBytes() {
    int header =
        type == BasicType.OBJECT
            ? HeapTag.objectArrayHeaderBytes(idBytes)
            : HeapTag.primitiveArrayHeaderBytes(idBytes);
    return header + (long) elements.length * type.size(idBytes);
  }

  @Override
  public void write(HprofVisitor to) throws IOException {
    int size = type.size(idBytes);
    ByteBuffer bytes = ByteBuffer.allocate(elements.length * size);
    for (long element : elements) {
      InstanceSpec.put(bytes, element, size);
    }
    Contents contents = Contents.of(bytes.array());
    if (type == BasicType.OBJECT) {
      to.objectArray(id, 1, classId, elements.length, contents);
    } else {
      to.primitiveArray(id, 1, type, elements.length, contents);
    }
  }
}
