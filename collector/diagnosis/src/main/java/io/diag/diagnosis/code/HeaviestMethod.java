package io.diag.diagnosis.code;

import io.diag.diagnosis.GrowthStack;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the application's method that took most of what grows in a recording: of each stack that is
 * about it, the application frame nearest to where it was taken. Not thread-safe; memory grows with
 * the frames, not with the stacks.
 */
public final class HeaviestMethod {
  /** Of less, the next method might as well be the one. */
  static final double LEAST_SHARE = 0.25;

  /** Of fewer samples nothing can be said. */
  static final int LEAST_SAMPLES = 10;

  private static final int MAX_FRAMES = 16;
  private static final int NONE = -1;

  private final GrowingMemory what;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> javaFrames = new HashMap<>();
  private final Map<String, Integer> otherFrames = new HashMap<>();
  private final BitSet directBuffers = new BitSet();
  private final BitSet netty = new BitSet();
  private final BitSet application = new BitSet();

  /** By the application's frame. */
  private final Map<Integer, Taken> taken = new HashMap<>();

  private long total;
  private long samples;

  /** What the stacks of one frame took, and the heaviest of them. */
  private static final class Taken {
    private long value;
    private long heaviest;
    private int[] stack;
  }

  public HeaviestMethod(GrowingMemory what) {
    this.what = what;
  }

  /**
   * The index of a frame, the same each time. However its code ran, it is one method.
   *
   * @param name {@code pkg.Class.method}, also with slashes, or the plain symbol of native code
   * @param isJava whether it may be Java code: native code may look like it, and so does the class
   *     of an object
   */
  public int frame(String name, boolean isJava) {
    Map<String, Integer> known = isJava ? javaFrames : otherFrames;
    return known.computeIfAbsent(name.replace('/', '.'), dotted -> added(dotted, isJava));
  }

  private int added(String dotted, boolean isJava) {
    int index = names.size();
    names.add(dotted);
    directBuffers.set(index, dotted.startsWith("java.nio.DirectByteBuffer."));
    netty.set(index, dotted.contains("netty.") && dotted.contains(".buffer."));
    application.set(index, isJava && CodeOwner.of(dotted) == CodeOwner.APPLICATION);
    return index;
  }

  /**
   * Adds what one stack took.
   *
   * @param leafFirst indexes of its frames
   * @param value in the event's unit
   */
  public void add(int[] leafFirst, long value, long samples) {
    boolean directBuffer = false;
    boolean ofNetty = false;
    int nearest = NONE;
    for (int frame : leafFirst) {
      directBuffer |= directBuffers.get(frame);
      ofNetty |= netty.get(frame);
      nearest = nearest == NONE && application.get(frame) ? frame : nearest;
    }
    if (value <= 0 || !what.covers(directBuffer, ofNetty)) {
      return;
    }
    total += value;
    this.samples += samples;
    if (nearest != NONE) {
      Taken most = taken.computeIfAbsent(nearest, absent -> new Taken());
      most.value += value;
      if (value > most.heaviest) {
        most.heaviest = value;
        most.stack = leafFirst.clone();
      }
    }
  }

  /**
   * What was found, or null where no method stands out.
   *
   * @param fromMillis when the recording began, by the JVM's clock
   */
  public GrowthStack found(long fromMillis, long toMillis) {
    int method = NONE;
    for (Map.Entry<Integer, Taken> each : taken.entrySet()) {
      boolean more = method == NONE || each.getValue().value > taken.get(method).value;
      method = more ? each.getKey() : method;
    }
    if (method == NONE
        || samples < LEAST_SAMPLES
        || taken.get(method).value < LEAST_SHARE * total) {
      return null;
    }
    List<String> frames = new ArrayList<>();
    for (int frame : taken.get(method).stack) {
      if (frames.size() < MAX_FRAMES) {
        frames.add(names.get(frame));
      }
    }
    double share = (double) taken.get(method).value / total;
    return new GrowthStack(what.event(), names.get(method), share, frames, fromMillis, toMillis);
  }
}
