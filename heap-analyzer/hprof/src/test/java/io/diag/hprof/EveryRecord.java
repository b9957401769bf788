package io.diag.hprof;

import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A small dump that holds each record and each sub-record at least once. */
final class EveryRecord {
  static final long CLASS_ID = 0x9000_0000L;
  static final long OBJECT_ID = 0x9000_0100L;
  private static final byte[] TWO_IDS = new byte[16];

  private EveryRecord() {}

  static byte[] dump(HeapShape shape) throws IOException {
    int idSize = shape.idBytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HprofWriter to = new HprofWriter(out);
    to.header(new HprofHeader(1, idSize, 1_234_567_890_123L));
    to.record(RecordTag.STRING_UTF8, 77, 0);
    to.string(1, Contents.of("com/acme/Thing".getBytes(StandardCharsets.UTF_8)));
    to.string(2, Contents.of("size".getBytes(StandardCharsets.UTF_8)));
    to.loadClass(1, CLASS_ID, 1, 1);
    to.unloadClass(9);
    to.frame(new StackFrame(11, 2, 2, 2, 1, -3));
    to.trace(1, 4, 2, Contents.of(Arrays.copyOf(TWO_IDS, 2 * idSize)));
    to.allocSites(new AllocSites(3, 0.25f, new HeapSummary(0xFFFF_FFFFL, 2, 3, 4), 2));
    to.allocSite(new AllocSite(0, 1, 1, 10, 20, 30, 40));
    to.allocSite(new AllocSite(8, 1, 1, 11, 21, 31, 41));
    to.heapSummary(new HeapSummary(5, 6, 1L << 40, 8));
    to.startThread(new StartThread(4, OBJECT_ID, 1, 2, 1, 1));
    to.endThread(4);
    to.cpuSamples(100, 2);
    to.cpuSample(60, 1);
    to.cpuSample(40, 1);
    to.controlSettings(3, 16);
    to.unknown(0x3A, Contents.of(new byte[] {1, 2, 3}));
    byte[] heap = heap(idSize);
    to.heapDump(RecordTag.HEAP_DUMP_SEGMENT, heap.length);
    to.flush();
    out.write(heap);
    HprofWriter end = new HprofWriter(out);
    end.heapDumpEnd();
    end.flush();
    return out.toByteArray();
  }

  private static byte[] heap(int idSize) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HprofWriter to = new HprofWriter(out);
    to.idSize(idSize);
    to.classDump(thing());
    to.instance(OBJECT_ID, 1, CLASS_ID, Contents.of(new byte[] {0, 0, 0, 5, 1}));
    byte[] ids = Arrays.copyOf(TWO_IDS, 2 * idSize);
    to.objectArray(OBJECT_ID + 16, 1, CLASS_ID, 2, Contents.of(ids));
    for (BasicType type : BasicType.values()) {
      if (type != BasicType.OBJECT) {
        byte[] bytes = new byte[3 * type.size(idSize)];
        Arrays.fill(bytes, (byte) 1);
        to.primitiveArray(OBJECT_ID + 32 + type.code(), 1, type, 3, Contents.of(bytes));
      }
    }
    for (RootKind kind : RootKind.values()) {
      int number = kind == RootKind.JAVA_FRAME ? -1 : kind.hasFrame() ? 1 : 0;
      long reference = kind == RootKind.JNI_GLOBAL ? 0x1234 : 0;
      to.root(kind, OBJECT_ID, kind.hasThread() ? 4 : 0, number, reference);
    }
    to.flush();
    return out.toByteArray();
  }

  private static ClassDump thing() {
    BasicType[] all = BasicType.values();
    long[] values = {1, 1, 0x2345, 0x3f800000L, 0x3ff0000000000000L, 0x81, 0x8001, -1 >>> 1, -2L};
    long[] names = new long[all.length];
    Arrays.fill(names, 2);
    return new ClassDump(
        new ClassLinks(CLASS_ID, 1, 0, 21, 22, 23, 24, 25),
        5,
        new ClassConstants(
            new int[] {7, 8},
            new BasicType[] {BasicType.INT, BasicType.OBJECT},
            new long[] {42, OBJECT_ID}),
        new ClassStatics(names, all, values),
        new ClassFields(new long[] {2, 2}, new BasicType[] {BasicType.INT, BasicType.BOOLEAN}));
  }
}
