package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.hprof.BasicType;
import io.diag.hprof.ClassDump;
import io.diag.hprof.Contents;
import java.io.IOException;

/** The first reading of a dump: its skeleton, and at which addresses objects are. */
final class DumpSurvey extends Skeleton {
  private static final int LEAST_OBJECT_BYTES = 14;
  private static final int MAX_OBJECTS = Integer.MAX_VALUE - 64;

  private final AddressPages pages;
  private final int shift;
  private long anyBits;
  private int objects;
  private long lastId;
  private boolean ordered = true;

  DumpSurvey(ColumnFolder folder, DumpFile dump, int shift) throws IOException {
    super(folder, dump);
    this.shift = shift;
    pages = new AddressPages(folder, shift, dump.bytes() / LEAST_OBJECT_BYTES + 1);
  }

  @Override
  public void classDump(ClassDump dump) throws IOException {
    super.classDump(dump);
    count(dump.id());
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    object(id);
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
      throws IOException {
    object(id);
  }

  @Override
  public void primitiveArray(long id, int traceSerial, BasicType type, int count, Contents elements)
      throws IOException {
    object(id);
  }

  AddressPages pages() {
    return pages;
  }

  int objects() {
    return objects;
  }

  /** Whether all objects that are no classes came in the order of their addresses, each once. */
  boolean isOrdered() {
    return ordered;
  }

  /** Whether an address was found that the shift does not suit. */
  boolean isMisaligned() {
    return (anyBits & ((1L << shift) - 1)) != 0;
  }

  /** The largest power of two, 64 at most, that every address is a multiple of; at least 8. */
  int alignment() {
    return (int) Math.min(64, Math.max(8, Long.lowestOneBit(anyBits)));
  }

  private void object(long id) throws IOException {
    ordered &= Long.compareUnsigned(id, lastId) > 0;
    lastId = id;
    count(id);
  }

  private void count(long id) throws IOException {
    anyBits |= id;
    if (pages.add(id) && ++objects > MAX_OBJECTS) {
      throw new IOException("the dump has more than " + MAX_OBJECTS + " objects");
    }
  }
}
