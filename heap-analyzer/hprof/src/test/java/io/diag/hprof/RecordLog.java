package io.diag.hprof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what it is told, a line each; addresses and bits in hexadecimal. */
final class RecordLog implements HprofVisitor {
  private final List<String> lines = new ArrayList<>();
  private String record;

  List<String> lines() {
    return lines;
  }

  @Override
  public void header(HprofHeader header) {
    log("header", header.version(), header.idSize(), header.epochMillis());
  }

  @Override
  public void record(int tag, int micros, long length) {
    record = RecordTag.nameOf(tag) + " " + micros;
  }

  @Override
  public void string(long id, Contents utf8) throws IOException {
    byte[] text = utf8.readBytes((int) utf8.length());
    log(record, id, new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public void loadClass(int serial, long classId, int traceSerial, long nameId) {
    log(record, serial, hex(classId), traceSerial, nameId);
  }

  @Override
  public void unloadClass(int serial) {
    log(record, serial);
  }

  @Override
  public void frame(StackFrame frame) {
    log(
        record,
        frame.id(),
        frame.methodId(),
        frame.signatureId(),
        frame.sourceId(),
        frame.classSerial(),
        frame.line());
  }

  @Override
  public void trace(int serial, int threadSerial, int frameCount, Contents frames)
      throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < frameCount; i++) {
      ids.add(hex(frames.readId()));
    }
    log(record, serial, threadSerial, frameCount, String.join(",", ids));
  }

  @Override
  public void allocSites(AllocSites sites) {
    HeapSummary totals = sites.totals();
    log(
        record,
        sites.flags(),
        sites.cutoff(),
        totals.liveBytes(),
        totals.liveInstances(),
        totals.allocatedBytes(),
        totals.allocatedInstances(),
        sites.count());
  }

  @Override
  public void allocSite(AllocSite site) {
    log(
        "site",
        site.arrayType(),
        site.classSerial(),
        site.traceSerial(),
        site.liveBytes(),
        site.liveInstances(),
        site.allocatedBytes(),
        site.allocatedInstances());
  }

  @Override
  public void heapSummary(HeapSummary totals) {
    log(
        record,
        totals.liveBytes(),
        totals.liveInstances(),
        totals.allocatedBytes(),
        totals.allocatedInstances());
  }

  @Override
  public void startThread(StartThread thread) {
    log(
        record,
        thread.serial(),
        hex(thread.objectId()),
        thread.traceSerial(),
        thread.nameId(),
        thread.groupNameId(),
        thread.parentGroupNameId());
  }

  @Override
  public void endThread(int serial) {
    log(record, serial);
  }

  @Override
  public void cpuSamples(int samples, int traces) {
    log(record, samples, traces);
  }

  @Override
  public void cpuSample(int samples, int traceSerial) {
    log("samples", samples, traceSerial);
  }

  @Override
  public void controlSettings(int flags, int depth) {
    log(record, flags, depth);
  }

  @Override
  public void heapDumpEnd() {
    log(record);
  }

  @Override
  public void unknown(int tag, Contents body) {
    log(record, body.length());
  }

  @Override
  public void root(RootKind kind, long objectId, int threadSerial, int number, long reference) {
    log("root", kind, hex(objectId), threadSerial, number, hex(reference));
  }

  @Override
  public void classDump(ClassDump dump) {
    StringBuilder line = new StringBuilder("class " + hex(dump.id()));
    line.append(' ').append(hex(dump.links().superId())).append(' ').append(dump.instanceSize());
    ClassConstants constants = dump.constants();
    for (int i = 0; i < constants.count(); i++) {
      line.append(" const ").append(constants.index(i)).append('=');
      line.append(constants.type(i)).append(':').append(hex(constants.value(i)));
    }
    ClassStatics statics = dump.statics();
    for (int i = 0; i < statics.count(); i++) {
      line.append(" static ").append(statics.type(i)).append(':').append(hex(statics.value(i)));
    }
    for (int i = 0; i < dump.fields().count(); i++) {
      line.append(" field ").append(dump.fields().type(i));
    }
    lines.add(line.toString());
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    log("instance", hex(id), hex(classId), bytes(fields));
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements) {
    log("objects", hex(id), hex(classId), count);
  }

  @Override
  public void primitiveArray(long id, int traceSerial, BasicType type, int count, Contents elements)
      throws IOException {
    log(type.toString(), hex(id), count, bytes(elements));
  }

  private static String bytes(Contents contents) throws IOException {
    return HexFormat.of().formatHex(contents.readBytes((int) contents.length()));
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  private void log(String what, Object... values) {
    StringBuilder line = new StringBuilder(what);
    for (Object value : values) {
      line.append(' ').append(value);
    }
    lines.add(line.toString());
  }
}
