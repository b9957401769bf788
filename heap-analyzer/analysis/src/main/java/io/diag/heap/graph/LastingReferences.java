package io.diag.heap.graph;

import io.diag.heap.file.ByteColumn;
import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/**
 * The file of references while it is written: at once where objects come in the order of their
 * numbers, else in a second step from another file. One thread.
 */
final class LastingReferences {
  private final ColumnFolder folder;
  private final int objects;
  private final ByteColumn bytes;
  private final ReferenceLog log;
  private ByteColumn spare;

  LastingReferences(ColumnFolder folder, int objects, long mostBytes) throws IOException {
    this.folder = folder;
    this.objects = objects;
    bytes = folder.bytes(References.BYTES, mostBytes);
    log = new ReferenceLog(bytes);
  }

  ReferenceLog log() {
    return log;
  }

  /** Where to write in another order. */
  ByteColumn spare(ColumnFolder passing, long mostBytes) throws IOException {
    spare = passing.passingBytes(mostBytes);
    return spare;
  }

  /** Brings what was written elsewhere into order. */
  References reorder(LongColumn startsPlusOne) throws IOException {
    for (int object = 0; object < objects; object++) {
      long from = startsPlusOne.get(object) - 1;
      startsPlusOne.set(object, log.end() + 1);
      if (from < 0) {
        log.finish();
      } else {
        log.copy(spare, from);
      }
    }
    return finish(startsPlusOne);
  }

  References finish(LongColumn startsPlusOne) throws IOException {
    LongColumn starts = folder.longs(References.STARTS, References.starts(objects));
    for (int object = 0; object < objects; object += References.EVERY) {
      starts.set(object / References.EVERY, startsPlusOne.get(object) - 1);
    }
    folder.cut(References.BYTES, log.end());
    return new References(bytes, starts);
  }
}
