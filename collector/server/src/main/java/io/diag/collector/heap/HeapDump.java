package io.diag.collector.heap;

import io.diag.collector.api.ProblemException;

/**
 * One dump and how far its analysis is. Immutable; the component names are those of its file.
 *
 * @param name for people, as the file was called
 * @param jvm the id of the JVM it is of, or null where that is not known
 * @param addedAt epoch milliseconds
 * @param bytes of the file as it came
 * @param step what the analysis does now, or null
 * @param progress of that step, 0 to 1, or null
 * @param error why there is no analysis, or null
 * @param indexBytes of what the analysis left on the disk
 */
public record HeapDump(
    String id,
    String name,
    String jvm,
    long addedAt,
    long bytes,
    HeapDumpState state,
    String step,
    Double progress,
    String error,
    long indexBytes) {

  static HeapDump added(String id, String name, String jvm, long addedAt, long bytes) {
    return new HeapDump(id, name, jvm, addedAt, bytes, HeapDumpState.WAITING, null, null, null, 0);
  }

  /** In another state, without what belonged to the one before. */
  HeapDump in(HeapDumpState next) {
    return new HeapDump(id, name, jvm, addedAt, bytes, next, null, null, null, 0);
  }

  HeapDump at(String nextStep, Double nextProgress) {
    return new HeapDump(
        id, name, jvm, addedAt, bytes, HeapDumpState.ANALYSING, nextStep, nextProgress, null, 0);
  }

  HeapDump done(long bytesOfIndex) {
    return new HeapDump(
        id, name, jvm, addedAt, bytes, HeapDumpState.DONE, null, null, null, bytesOfIndex);
  }

  /** What it takes on the disk. */
  long diskBytes() {
    return bytes + indexBytes;
  }

  /**
   * @throws ProblemException if it is not analysed; the detail says what to do
   */
  void requireDone() {
    if (state != HeapDumpState.DONE) {
      throw new ProblemException(
          409,
          "not-analysed",
          "Not analysed",
          switch (state) {
            case FAILED -> "The analysis failed: " + error;
            case CANCELLED ->
                "The analysis was cancelled; POST to .../" + id + "/analyse begins it again.";
            default ->
                "The analysis is not done; /api/v1/heap-dumps/" + id + " says how far it is.";
          });
    }
  }

  HeapDump failed(String reason) {
    return new HeapDump(id, name, jvm, addedAt, bytes, HeapDumpState.FAILED, null, null, reason, 0);
  }
}
