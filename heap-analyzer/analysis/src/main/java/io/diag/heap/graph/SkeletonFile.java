package io.diag.heap.graph;

import io.diag.hprof.ClassDump;
import io.diag.hprof.Contents;
import io.diag.hprof.HprofHeader;
import io.diag.hprof.HprofWriter;
import io.diag.hprof.RecordTag;
import io.diag.hprof.StackFrame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Classes, their names, stacks and roots of a dump, again as a dump: what an index keeps of it. */
final class SkeletonFile {
  private SkeletonFile() {}

  static void write(Skeleton skeleton, int idSize, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      HprofWriter writer = new HprofWriter(out);
      writer.header(new HprofHeader(2, idSize, 0));
      for (long nameId : nameIds(skeleton)) {
        String text = skeleton.names().get(nameId);
        if (text != null) {
          writer.string(nameId, Contents.of(text.getBytes(StandardCharsets.UTF_8)));
        }
      }
      writeClasses(skeleton, writer);
      for (StackFrame frame : skeleton.traces().frames()) {
        writer.frame(frame);
      }
      for (Map.Entry<Integer, StackTraces.Trace> trace : skeleton.traces().traces().entrySet()) {
        List<Long> ids = trace.getValue().frameIds();
        Contents frames = Contents.of(bytes(ids, idSize));
        writer.trace(trace.getKey(), trace.getValue().threadSerial(), ids.size(), frames);
      }
      for (ClassDump dump : skeleton.classes().values()) {
        writer.heapDump(RecordTag.HEAP_DUMP_SEGMENT, dump.bytes(idSize));
        writer.classDump(dump);
      }
      RootTable roots = skeleton.roots();
      for (int i = 0; i < roots.count(); i++) {
        writer.heapDump(RecordTag.HEAP_DUMP_SEGMENT, roots.kind(i).bytes(idSize));
        writer.root(roots.kind(i), roots.objectId(i), roots.threadSerial(i), roots.number(i), 0);
      }
      writer.heapDumpEnd();
      writer.flush();
    }
  }

  private static void writeClasses(Skeleton skeleton, HprofWriter writer) throws IOException {
    Map<Long, Integer> serials = new HashMap<>();
    skeleton.classSerials().forEach((serial, classId) -> serials.put(classId, serial));
    for (Map.Entry<Long, Long> name : skeleton.nameIds().entrySet()) {
      int serial = serials.getOrDefault(name.getKey(), 0);
      writer.loadClass(serial, name.getKey(), 0, name.getValue());
    }
  }

  private static byte[] bytes(List<Long> ids, int idSize) {
    ByteBuffer bytes = ByteBuffer.allocate(ids.size() * idSize);
    for (long id : ids) {
      if (idSize == Long.BYTES) {
        bytes.putLong(id);
      } else {
        bytes.putInt((int) id);
      }
    }
    return bytes.array();
  }

  private static Set<Long> nameIds(Skeleton skeleton) {
    Set<Long> ids = new LinkedHashSet<>(skeleton.nameIds().values());
    for (StackFrame frame : skeleton.traces().frames()) {
      ids.add(frame.methodId());
      ids.add(frame.sourceId());
    }
    for (ClassDump dump : skeleton.classes().values()) {
      for (int i = 0; i < dump.fields().count(); i++) {
        ids.add(dump.fields().nameId(i));
      }
      for (int i = 0; i < dump.statics().count(); i++) {
        ids.add(dump.statics().nameId(i));
      }
    }
    return ids;
  }
}
