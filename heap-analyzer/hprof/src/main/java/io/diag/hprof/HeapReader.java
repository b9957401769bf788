package io.diag.hprof;

import java.io.IOException;

/**
 * Reads the sub-records of heap dumps. Where the length of one cannot be true it goes on: HotSpot
 * writes the length modulo 2^32 into a HEAP_DUMP of more, and 0 at first, which stays if it never
 * gets to the end.
 */
final class HeapReader {
  private static final long WRAP = 1L << 32;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final Window in;
  private final HeapVisitor visitor;
  private final Contents contents;
  private String container = "heap dump";
  private boolean mayWrap;
  private boolean lengthMissing;
  private long end = UNKNOWN;

  HeapReader(Window in, HeapVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
    contents = new Contents(in);
  }

  /** Whether the last dump read had a length of 0, and had sub-records to the end of the input. */
  boolean lengthMissing() {
    return lengthMissing;
  }

  void read(int tag, long length) throws IOException {
    container = RecordTag.nameOf(tag);
    mayWrap = tag == RecordTag.HEAP_DUMP;
    end = in.offset() + length;
    lengthMissing = length == 0 && !in.atEnd() && HeapTag.isNoRecord(in.peek());
    if (lengthMissing) {
      end = UNKNOWN;
    }
    while (!isAtEnd()) {
      subRecord();
    }
  }

  private boolean isAtEnd() throws IOException {
    if (end == UNKNOWN) {
      return in.atEnd() || isAnotherHeapDump(in.peek());
    }
    while (mayWrap && in.offset() > end) {
      end += WRAP;
    }
    if (in.offset() > end) {
      throw in.bad("ends " + (in.offset() - end) + " bytes after the end of its " + container);
    }
    if (in.offset() < end) {
      return false;
    }
    if (mayWrap && !in.atEnd() && HeapTag.isNoRecord(in.peek())) {
      end += WRAP;
      return false;
    }
    return true;
  }

  private static boolean isAnotherHeapDump(int tag) {
    return tag == RecordTag.HEAP_DUMP
        || tag == RecordTag.HEAP_DUMP_SEGMENT
        || tag == RecordTag.HEAP_DUMP_END;
  }

  void subRecord() throws IOException {
    in.enter("sub-record");
    int tag = in.u1();
    in.name(HeapTag.nameOf(tag));
    switch (tag) {
      case HeapTag.INSTANCE_DUMP:
        instance();
        break;
      case HeapTag.OBJECT_ARRAY_DUMP:
        objectArray();
        break;
      case HeapTag.PRIMITIVE_ARRAY_DUMP:
        primitiveArray();
        break;
      case HeapTag.CLASS_DUMP:
        visitor.classDump(
            new ClassDump(
                ClassLinks.read(in),
                in.u4(),
                ClassConstants.read(in),
                ClassStatics.read(in),
                ClassFields.read(in)));
        break;
      default:
        root(RootKind.of(tag));
    }
  }

  private void root(RootKind kind) throws IOException {
    if (kind == null) {
      throw in.bad("is none that HotSpot writes; the length of the one before may be wrong");
    }
    in.require(kind.bytes(in.idSize()) - 1);
    long id = in.id();
    long reference = kind == RootKind.JNI_GLOBAL ? in.id() : 0;
    int threadSerial = kind.hasThread() ? in.u4() : 0;
    int number = kind.hasFrame() ? in.u4() : 0;
    visitor.root(kind, id, threadSerial, number, reference);
  }

  private void instance() throws IOException {
    in.require(HeapTag.instanceHeaderBytes(in.idSize()) - 1);
    long id = in.id();
    int traceSerial = in.u4();
    long classId = in.id();
    visitor.instance(id, traceSerial, classId, open(in.u4() & 0xFFFFFFFFL));
    contents.finish();
  }

  private void objectArray() throws IOException {
    in.require(HeapTag.objectArrayHeaderBytes(in.idSize()) - 1);
    long id = in.id();
    int traceSerial = in.u4();
    int count = count();
    long classId = in.id();
    visitor.objectArray(id, traceSerial, classId, count, open((long) count * in.idSize()));
    contents.finish();
  }

  private void primitiveArray() throws IOException {
    in.require(HeapTag.primitiveArrayHeaderBytes(in.idSize()) - 1);
    long id = in.id();
    int traceSerial = in.u4();
    int count = count();
    int code = in.u1();
    BasicType type = BasicType.of(code);
    if (type == null || type == BasicType.OBJECT) {
      throw in.bad("has elements of type " + code + ", which is not primitive");
    }
    long bytes = (long) count * type.size(in.idSize());
    visitor.primitiveArray(id, traceSerial, type, count, open(bytes));
    contents.finish();
  }

  private int count() throws IOException {
    int count = in.u4();
    if (count < 0) {
      throw in.bad("has " + (count & 0xFFFFFFFFL) + " elements, more than an array can");
    }
    return count;
  }

  /** What fits is whole before the visitor gets it, so that no part of it counts if it is cut. */
  private Contents open(long bytes) throws IOException {
    long left = end - in.offset();
    if (bytes > left && !mayWrap) {
      // One array of 4 GB in a segment of its own.
      if ((bytes - left) % WRAP != 0) {
        throw in.bad("needs " + bytes + " bytes, and its " + container + " has " + left);
      }
      end += bytes - left;
    }
    if (bytes <= Window.MAX) {
      in.require((int) bytes);
    }
    return contents.open(bytes);
  }
}
