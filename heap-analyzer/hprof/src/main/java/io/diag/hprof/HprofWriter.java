package io.diag.hprof;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes what it is told: behind an {@link HprofReader} the same dump again, byte for byte, or a
 * dump of one's own. Lengths of records are computed, but for heap dumps, whose sub-records are not
 * known beforehand. One thread; blocks as the output does; end with {@link #flush}.
 */
public final class HprofWriter implements HprofVisitor {
  private final HprofOutput out;
  private int micros;

  /** Does not close the output. */
  public HprofWriter(OutputStream out) {
    this(new HprofOutput(out));
  }

  HprofWriter(HprofOutput out) {
    this.out = out;
  }

  /** Passes on what it still has. */
  public void flush() throws IOException {
    out.flush();
  }

  /** Bytes written so far. */
  public long offset() {
    return out.offset();
  }

  @Override
  public void header(HprofHeader header) throws IOException {
    out.idSize(header.idSize());
    header.write(out);
  }

  /** For sub-records alone, without a header before them. */
  public void idSize(int bytes) {
    out.idSize(bytes);
  }

  /** Only notes the time for the record that follows; need not be called. */
  @Override
  public void record(int tag, int micros, long length) {
    this.micros = micros;
  }

  @Override
  public void string(long id, Contents utf8) throws IOException {
    begin(RecordTag.STRING_UTF8, out.idSize() + utf8.length());
    out.id(id);
    out.copy(utf8);
  }

  @Override
  public void loadClass(int serial, long classId, int traceSerial, long nameId) throws IOException {
    begin(RecordTag.LOAD_CLASS, 8 + 2L * out.idSize());
    out.u4(serial);
    out.id(classId);
    out.u4(traceSerial);
    out.id(nameId);
  }

  @Override
  public void unloadClass(int serial) throws IOException {
    begin(RecordTag.UNLOAD_CLASS, 4);
    out.u4(serial);
  }

  @Override
  public void frame(StackFrame frame) throws IOException {
    begin(RecordTag.FRAME, StackFrame.bytes(out.idSize()));
    frame.write(out);
  }

  @Override
  public void trace(int serial, int threadSerial, int frameCount, Contents frames)
      throws IOException {
    begin(RecordTag.TRACE, 12 + frames.length());
    out.u4(serial);
    out.u4(threadSerial);
    out.u4(frameCount);
    out.copy(frames);
  }

  @Override
  public void allocSites(AllocSites sites) throws IOException {
    begin(RecordTag.ALLOC_SITES, AllocSites.BYTES + (long) sites.count() * AllocSite.BYTES);
    sites.write(out);
  }

  @Override
  public void allocSite(AllocSite site) throws IOException {
    site.write(out);
  }

  @Override
  public void heapSummary(HeapSummary summary) throws IOException {
    begin(RecordTag.HEAP_SUMMARY, HeapSummary.BYTES);
    summary.write(out);
  }

  @Override
  public void startThread(StartThread thread) throws IOException {
    begin(RecordTag.START_THREAD, StartThread.bytes(out.idSize()));
    thread.write(out);
  }

  @Override
  public void endThread(int serial) throws IOException {
    begin(RecordTag.END_THREAD, 4);
    out.u4(serial);
  }

  @Override
  public void cpuSamples(int samples, int traces) throws IOException {
    begin(RecordTag.CPU_SAMPLES, 8 + 8L * traces);
    out.u4(samples);
    out.u4(traces);
  }

  @Override
  public void cpuSample(int samples, int traceSerial) throws IOException {
    out.u4(samples);
    out.u4(traceSerial);
  }

  @Override
  public void controlSettings(int flags, int depth) throws IOException {
    begin(RecordTag.CONTROL_SETTINGS, 6);
    out.u4(flags);
    out.u2(depth);
  }

  /**
   * @param length of the sub-records that follow, modulo 2^32; their sizes are told by {@link
   *     ClassDump#bytes}, {@link RootKind#bytes} and {@link HeapTag}
   */
  @Override
  public void heapDump(int tag, long length) throws IOException {
    begin(tag, length);
  }

  @Override
  public void heapDumpEnd() throws IOException {
    begin(RecordTag.HEAP_DUMP_END, 0);
  }

  @Override
  public void unknown(int tag, Contents body) throws IOException {
    begin(tag, body.length());
    out.copy(body);
  }

  @Override
  public void root(RootKind kind, long objectId, int threadSerial, int number, long reference)
      throws IOException {
    out.u1(kind.tag());
    out.id(objectId);
    if (kind == RootKind.JNI_GLOBAL) {
      out.id(reference);
    }
    if (kind.hasThread()) {
      out.u4(threadSerial);
    }
    if (kind.hasFrame()) {
      out.u4(number);
    }
  }

  @Override
  public void classDump(ClassDump dump) throws IOException {
    out.u1(HeapTag.CLASS_DUMP);
    dump.links().write(out);
    out.u4(dump.instanceSize());
    dump.constants().write(out);
    dump.statics().write(out);
    dump.fields().write(out);
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    beginInstance(id, traceSerial, classId, fields.length());
    out.copy(fields);
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
      throws IOException {
    out.u1(HeapTag.OBJECT_ARRAY_DUMP);
    out.id(id);
    out.u4(traceSerial);
    out.u4(count);
    out.id(classId);
    out.copy(elements);
  }

  @Override
  public void primitiveArray(long id, int traceSerial, BasicType type, int count, Contents elements)
      throws IOException {
    beginPrimitiveArray(id, traceSerial, type, count);
    out.copy(elements);
  }

  /** The fields are written by the caller. */
  void beginInstance(long id, int traceSerial, long classId, long bytes) throws IOException {
    out.u1(HeapTag.INSTANCE_DUMP);
    out.id(id);
    out.u4(traceSerial);
    out.id(classId);
    out.u4((int) bytes);
  }

  /** The elements are written by the caller. */
  void beginPrimitiveArray(long id, int traceSerial, BasicType type, int count) throws IOException {
    out.u1(HeapTag.PRIMITIVE_ARRAY_DUMP);
    out.id(id);
    out.u4(traceSerial);
    out.u4(count);
    out.u1(type.code());
  }

  /** The body is written by the caller. */
  void begin(int tag, long length) throws IOException {
    out.u1(tag);
    out.u4(micros);
    out.u4((int) length);
    micros = 0;
  }
}
