package io.diag.hprof;

/** The tags of records, as in {@code hprof_b_spec.h} and HotSpot's {@code heapDumper.cpp}. */
public final class RecordTag {
  public static final int STRING_UTF8 = 0x01;
  public static final int LOAD_CLASS = 0x02;
  public static final int UNLOAD_CLASS = 0x03;
  public static final int FRAME = 0x04;
  public static final int TRACE = 0x05;
  public static final int ALLOC_SITES = 0x06;
  public static final int HEAP_SUMMARY = 0x07;
  public static final int START_THREAD = 0x0A;
  public static final int END_THREAD = 0x0B;
  public static final int HEAP_DUMP = 0x0C;
  public static final int CPU_SAMPLES = 0x0D;
  public static final int CONTROL_SETTINGS = 0x0E;
  public static final int HEAP_DUMP_SEGMENT = 0x1C;
  public static final int HEAP_DUMP_END = 0x2C;

  /** Tag, microseconds and length: what stands before every record's body. */
  public static final int HEADER_BYTES = 9;

  private RecordTag() {}

  /** The name of a tag, or the tag itself in hexadecimal. */
  public static String nameOf(int tag) {
    switch (tag) {
      case STRING_UTF8:
        return "STRING_UTF8";
      case LOAD_CLASS:
        return "LOAD_CLASS";
      case UNLOAD_CLASS:
        return "UNLOAD_CLASS";
      case FRAME:
        return "FRAME";
      case TRACE:
        return "TRACE";
      case ALLOC_SITES:
        return "ALLOC_SITES";
      case HEAP_SUMMARY:
        return "HEAP_SUMMARY";
      case START_THREAD:
        return "START_THREAD";
      case END_THREAD:
        return "END_THREAD";
      case HEAP_DUMP:
        return "HEAP_DUMP";
      case CPU_SAMPLES:
        return "CPU_SAMPLES";
      case CONTROL_SETTINGS:
        return "CONTROL_SETTINGS";
      case HEAP_DUMP_SEGMENT:
        return "HEAP_DUMP_SEGMENT";
      case HEAP_DUMP_END:
        return "HEAP_DUMP_END";
      default:
        return String.format("record 0x%02X", tag);
    }
  }
}
