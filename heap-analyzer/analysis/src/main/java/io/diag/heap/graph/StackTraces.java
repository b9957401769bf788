package io.diag.heap.graph;

import io.diag.hprof.Contents;
import io.diag.hprof.StackFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stacks that a dump has, those of its threads above all. Of a dump with very many, the first
 * are kept. Filled by one thread while the dump is read, then read by any.
 */
public final class StackTraces {
  private static final int MAX_FRAMES = 200_000;
  private static final int MAX_DEPTH = 1_000;

  private final Map<Long, StackFrame> frames = new LinkedHashMap<>();
  private final Map<Integer, Trace> traces = new LinkedHashMap<>();
  private int idsKept;
  private long leftOut;

  /** A stack by the ids of its frames, the youngest first. */
  record Trace(int threadSerial, List<Long> frameIds) {}

  void add(StackFrame frame) {
    if (frames.size() < MAX_FRAMES) {
      frames.put(frame.id(), frame);
    }
  }

  void add(int serial, int threadSerial, int frameCount, Contents ids) throws IOException {
    int count = Math.min(Math.min(frameCount, MAX_DEPTH), MAX_FRAMES - idsKept);
    leftOut += frameCount - Math.max(0, count);
    if (count <= 0) {
      return;
    }
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kept.add(ids.readId());
    }
    idsKept += count;
    traces.put(serial, new Trace(threadSerial, kept));
  }

  /** The frames of a stack, the youngest first; empty where the dump has none. */
  public List<StackFrame> of(int serial) {
    List<StackFrame> found = new ArrayList<>();
    Trace trace = traces.get(serial);
    for (long id : trace == null ? List.<Long>of() : trace.frameIds()) {
      StackFrame frame = frames.get(id);
      if (frame != null) {
        found.add(frame);
      }
    }
    return found;
  }

  /** How many frames of stacks are not kept; not known once an index is opened. */
  public long leftOut() {
    return leftOut;
  }

  Iterable<StackFrame> frames() {
    return frames.values();
  }

  Map<Integer, Trace> traces() {
    return traces;
  }
}
