package io.diag.hprof;

import java.io.IOException;

/** Reads one record after the other and tells the visitor. */
final class RecordReader {
  private final Window in;
  private final HprofVisitor visitor;
  private final HeapReader heap;
  private final Contents contents;
  private int heapTag;
  private boolean ended;

  RecordReader(Window in, HprofVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
    heap = new HeapReader(in, visitor);
    contents = new Contents(in);
  }

  void read() throws IOException {
    in.enter("record");
    int tag = in.u1();
    in.name(RecordTag.nameOf(tag));
    if (tag == 0 || HeapTag.isNoRecord(tag)) {
      throw in.bad("is no record; the length of the one before may be wrong");
    }
    int micros = in.u4();
    long length = in.u4() & 0xFFFFFFFFL;
    visitor.record(tag, micros, length);
    if (tag == RecordTag.HEAP_DUMP || tag == RecordTag.HEAP_DUMP_SEGMENT) {
      heapTag = tag;
      ended = tag == RecordTag.HEAP_DUMP;
      visitor.heapDump(tag, length);
      heap.read(tag, length);
    } else {
      body(tag, length);
    }
  }

  /** What the dump lacks at its end, or null. */
  Truncation missing() {
    if (heap.lengthMissing()) {
      return new Truncation(
          in.offset(), RecordTag.nameOf(heapTag), ", whose length was never filled in");
    }
    if (ended) {
      return null;
    }
    return heapTag == 0
        ? new Truncation(in.offset(), "HEAP_DUMP", ", which is missing")
        : new Truncation(in.offset(), "HEAP_DUMP_END", ", which is missing");
  }

  private void body(int tag, long length) throws IOException {
    int idSize = in.idSize();
    switch (tag) {
      case RecordTag.STRING_UTF8:
        if (length < idSize) {
          throw in.bad("has a length of " + length + ", less than an id");
        }
        long id = in.id();
        visitor.string(id, open(length - idSize));
        contents.finish();
        break;
      case RecordTag.LOAD_CLASS:
        exactly(length, 8 + 2L * idSize);
        visitor.loadClass(in.u4(), in.id(), in.u4(), in.id());
        break;
      case RecordTag.UNLOAD_CLASS:
        exactly(length, 4);
        visitor.unloadClass(in.u4());
        break;
      case RecordTag.FRAME:
        exactly(length, StackFrame.bytes(idSize));
        visitor.frame(StackFrame.read(in));
        break;
      case RecordTag.TRACE:
        trace(length);
        break;
      case RecordTag.ALLOC_SITES:
        allocSites(length);
        break;
      case RecordTag.HEAP_SUMMARY:
        exactly(length, HeapSummary.BYTES);
        visitor.heapSummary(HeapSummary.read(in));
        break;
      case RecordTag.START_THREAD:
        exactly(length, StartThread.bytes(idSize));
        visitor.startThread(StartThread.read(in));
        break;
      case RecordTag.END_THREAD:
        exactly(length, 4);
        visitor.endThread(in.u4());
        break;
      case RecordTag.CPU_SAMPLES:
        cpuSamples(length);
        break;
      case RecordTag.CONTROL_SETTINGS:
        exactly(length, 6);
        visitor.controlSettings(in.u4(), in.u2());
        break;
      case RecordTag.HEAP_DUMP_END:
        exactly(length, 0);
        ended = true;
        visitor.heapDumpEnd();
        break;
      default:
        visitor.unknown(tag, open(length));
        contents.finish();
    }
  }

  private void trace(long length) throws IOException {
    in.require(12);
    int serial = in.u4();
    int threadSerial = in.u4();
    int count = in.u4();
    exactly(length, 12 + counted(count) * in.idSize());
    visitor.trace(serial, threadSerial, count, open((long) count * in.idSize()));
    contents.finish();
  }

  private void allocSites(long length) throws IOException {
    AllocSites sites = AllocSites.read(in);
    exactly(length, AllocSites.BYTES + counted(sites.count()) * AllocSite.BYTES);
    visitor.allocSites(sites);
    for (int i = 0; i < sites.count(); i++) {
      visitor.allocSite(AllocSite.read(in));
    }
  }

  private void cpuSamples(long length) throws IOException {
    int samples = in.u4();
    int traces = in.u4();
    exactly(length, 8 + 8 * counted(traces));
    visitor.cpuSamples(samples, traces);
    for (int i = 0; i < traces; i++) {
      visitor.cpuSample(in.u4(), in.u4());
    }
  }

  private long counted(int count) throws HprofException {
    if (count < 0) {
      throw in.bad("has " + (count & 0xFFFFFFFFL) + " entries");
    }
    return count;
  }

  private void exactly(long length, long wanted) throws HprofException {
    if (length != wanted) {
      throw in.bad("has a length of " + length + " instead of " + wanted);
    }
  }

  /** What fits is whole before the visitor gets it. */
  private Contents open(long length) throws IOException {
    if (length <= Window.MAX) {
      in.require((int) length);
    }
    return contents.open(length);
  }
}
