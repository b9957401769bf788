package io.diag.hprof;

import java.io.IOException;

/** Is told the records outside the heap. See {@link HprofVisitor}. */
public interface RecordVisitor {
  default void header(HprofHeader header) throws IOException {}

  /**
   * Comes before the method of each record.
   *
   * @param tag as in {@link RecordTag}
   * @param micros since the dump was begun, unsigned; HotSpot writes 0
   * @param length as written, which for a heap dump may be wrong
   */
  default void record(int tag, int micros, long length) throws IOException {}

  /**
   * @param utf8 modified UTF-8, as in class files
   */
  default void string(long id, Contents utf8) throws IOException {}

  default void loadClass(int serial, long classId, int traceSerial, long nameId)
      throws IOException {}

  default void unloadClass(int serial) throws IOException {}

  default void frame(StackFrame frame) throws IOException {}

  /**
   * @param frames ids of frames, the youngest first
   */
  default void trace(int serial, int threadSerial, int frameCount, Contents frames)
      throws IOException {}

  default void allocSites(AllocSites sites) throws IOException {}

  /** Comes as often as the {@link AllocSites} before it said. */
  default void allocSite(AllocSite site) throws IOException {}

  default void heapSummary(HeapSummary summary) throws IOException {}

  default void startThread(StartThread thread) throws IOException {}

  default void endThread(int serial) throws IOException {}

  default void cpuSamples(int samples, int traces) throws IOException {}

  /** Comes as often as {@link #cpuSamples} before it said. */
  default void cpuSample(int samples, int traceSerial) throws IOException {}

  default void controlSettings(int flags, int depth) throws IOException {}

  /**
   * The sub-records of a heap dump or segment begin.
   *
   * @param tag {@link RecordTag#HEAP_DUMP} or {@link RecordTag#HEAP_DUMP_SEGMENT}
   * @param length as written; 0 or modulo 2^32 where the writer could not say it
   */
  default void heapDump(int tag, long length) throws IOException {}

  default void heapDumpEnd() throws IOException {}

  /** A record of a tag that is not known. */
  default void unknown(int tag, Contents body) throws IOException {}
}
