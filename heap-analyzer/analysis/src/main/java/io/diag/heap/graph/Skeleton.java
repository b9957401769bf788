package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.hprof.ClassDump;
import io.diag.hprof.Contents;
import io.diag.hprof.HprofHeader;
import io.diag.hprof.HprofVisitor;
import io.diag.hprof.RootKind;
import io.diag.hprof.StackFrame;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** All of a dump but its objects: names, classes, stacks and roots. Filled while it is read. */
public class Skeleton implements HprofVisitor {
  private static final int MAX_CLASSES = 1_000_000;
  private static final int LEAST_ROOT_BYTES = 5;

  private final NameTable names;
  private final RootTable roots;
  private final Map<Long, Long> nameIds = new LinkedHashMap<>();
  private final Map<Long, ClassDump> classes = new LinkedHashMap<>();
  private final Map<Integer, Long> classSerials = new LinkedHashMap<>();
  private final StackTraces traces = new StackTraces();
  private HprofHeader header;

  Skeleton(ColumnFolder folder, DumpFile dump) throws IOException {
    names = new NameTable(folder, dump.path());
    roots = new RootTable(folder, dump.bytes() / LEAST_ROOT_BYTES);
  }

  @Override
  public final void header(HprofHeader found) {
    header = found;
  }

  @Override
  public final void string(long id, Contents utf8) throws IOException {
    names.add(id, utf8.offset(), utf8.length());
  }

  @Override
  public final void loadClass(int serial, long classId, int traceSerial, long nameId)
      throws IOException {
    nameIds.put(classId, nameId);
    classSerials.put(serial, classId);
    bound(nameIds.size());
    bound(classSerials.size());
  }

  @Override
  public void classDump(ClassDump dump) throws IOException {
    classes.putIfAbsent(dump.id(), dump);
    bound(classes.size());
  }

  @Override
  public final void frame(StackFrame frame) {
    traces.add(frame);
  }

  @Override
  public final void trace(int serial, int threadSerial, int frameCount, Contents frames)
      throws IOException {
    traces.add(serial, threadSerial, frameCount, frames);
  }

  @Override
  public final void root(RootKind kind, long objectId, int threadSerial, int number, long reference)
      throws IOException {
    roots.add(kind, objectId, threadSerial, number);
  }

  /** What the dump says of itself, or null where it is cut before. */
  public final HprofHeader header() {
    return header;
  }

  public final NameTable names() {
    return names;
  }

  public final RootTable roots() {
    return roots;
  }

  public final StackTraces traces() {
    return traces;
  }

  /** The id of a class by the serial number that frames have of it; null for none. */
  public final Long classOf(int serial) {
    return classSerials.get(serial);
  }

  /** Classes by id, in the order of the dump; of two with one id the first. */
  final Map<Long, ClassDump> classes() {
    return classes;
  }

  /** The id of each class's name. */
  final Map<Long, Long> nameIds() {
    return nameIds;
  }

  Map<Integer, Long> classSerials() {
    return classSerials;
  }

  private static void bound(int count) throws IOException {
    if (count > MAX_CLASSES) {
      throw new IOException("the dump has more than " + MAX_CLASSES + " classes");
    }
  }
}
