package io.diag.collector.jfr;

import io.diag.collector.store.LongIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns keys of stacks into stacks of {@link Places}. Each is decoded once, and those that differ
 * in nothing that matters become one.
 */
final class StackReader {
  /** async-profiler stops at 2,048 frames unless told otherwise. */
  private static final int MAX_DEPTH = 4_096;

  /** Of all different stacks together: 64 MB. Real chunks stay far below one million. */
  private static final int MAX_FRAMES = 16_000_000;

  private static final int NO_LEAF = -1;

  private final Cursor in;
  private final ValueSkipper skipper;
  private final FrameReader frames;
  private final Places places;
  private final Constants.Pool traces;
  private final Type frameLayout;

  /** Which of a frame's fields is its line, or -1. */
  private final int linePart;

  private final LongIndex traceKeys = new LongIndex();
  private final List<Integer> traceStacks = new ArrayList<>();
  private final LongIndex contents = new LongIndex();
  private final List<int[]> plain = new ArrayList<>();
  private final LongIndex leafKeys = new LongIndex();
  private final List<Integer> leaves = new ArrayList<>();
  private final LongIndex stackKeys = new LongIndex();
  private final List<int[]> stacks = new ArrayList<>();
  private int framesInAll;

  StackReader(
      Cursor in,
      TypesById types,
      Constants constants,
      ValueSkipper skipper,
      FrameReader frames,
      Places places) {
    this.in = in;
    this.skipper = skipper;
    this.frames = frames;
    this.places = places;
    traces = constants.pool("jdk.types.StackTrace");
    frameLayout =
        traces.type().fields().stream()
            .filter(StackReader::isFrames)
            .findFirst()
            .map(field -> types.get(field.typeId()))
            .orElse(null);
    linePart = frameLayout == null ? -1 : linePart(frameLayout, types);
  }

  private static int linePart(Type frame, TypesById types) {
    for (int part = 0; part < frame.fields().size(); part++) {
      Field field = frame.fields().get(part);
      Type type = types.get(field.typeId());
      boolean number = type != null && type.layout() == Type.Layout.VARINT;
      if (field.name().equals("lineNumber") && number && !field.array() && !field.constant()) {
        return part;
      }
    }
    return -1;
  }

  /** Finds types; a lambda over the chunk's own. */
  @FunctionalInterface
  interface TypesById {
    Type get(long id);
  }

  /** All stacks met so far, each from the root to the leaf. */
  List<int[]> stacks() {
    return stacks;
  }

  /**
   * The index of a stack; of one unknown frame when there is none of this key. Changes the
   * position.
   *
   * @param leafClass key of a class that stands below the stack's leaf, or -1
   */
  int index(long key, long leafClass) throws JfrException {
    int leaf = leafClass < 0 ? NO_LEAF : leaf(leafClass);
    int trace = trace(key);
    int number = stackKeys.add((long) trace << 32 | (leaf + 1));
    if (number == stacks.size()) {
      stacks.add(leaf == NO_LEAF ? plain.get(trace) : below(plain.get(trace), leaf));
    }
    return number;
  }

  private int leaf(long key) throws JfrException {
    int number = leafKeys.add(key);
    if (number == leaves.size()) {
      int frame = frames.ofClass(key);
      leaves.add(frame == NO_LEAF ? NO_LEAF : places.of(frame, 0));
    }
    return leaves.get(number);
  }

  private int[] below(int[] stack, int leaf) throws JfrException {
    count(stack.length + 1);
    int[] longer = Arrays.copyOf(stack, stack.length + 1);
    longer[stack.length] = leaf;
    return longer;
  }

  private int trace(long key) throws JfrException {
    int number = traceKeys.add(key);
    if (number == traceStacks.size()) {
      traceStacks.add(plainIndex(decode(key)));
    }
    return traceStacks.get(number);
  }

  private int plainIndex(int[] stack) throws JfrException {
    long hash = stack.length;
    for (int frame : stack) {
      hash = hash * 0x9e3779b97f4a7c15L + frame;
    }
    while (true) {
      int number = contents.add(hash);
      if (number == plain.size()) {
        count(stack.length);
        plain.add(stack);
        return number;
      }
      if (Arrays.equals(plain.get(number), stack)) {
        return number;
      }
      hash++;
    }
  }

  private void count(int depth) throws JfrException {
    framesInAll += depth;
    if (framesInAll > MAX_FRAMES) {
      throw in.bad("has stacks of more than " + MAX_FRAMES + " frames in all");
    }
  }

  private int[] decode(long key) throws JfrException {
    int offset = traces.offset(key);
    if (offset >= 0) {
      in.enter("jdk.types.StackTrace");
      in.seek(offset);
      for (Field field : traces.type().fields()) {
        if (isFrames(field)) {
          int[] stack = decode(field);
          if (stack.length > 0) {
            return stack;
          }
          break;
        }
        skipper.skip(field);
      }
    }
    return new int[] {places.of(frames.unknown(), 0)};
  }

  private int[] decode(Field field) throws JfrException {
    int depth = in.count();
    if (depth > MAX_DEPTH) {
      throw in.bad("has a stack of " + depth + " frames");
    }
    if (frameLayout == null) {
      throw in.bad("has frames of unknown type " + field.typeId());
    }
    int[] stack = new int[depth];
    List<Field> parts = frameLayout.fields();
    for (int i = depth - 1; i >= 0; i--) {
      long method = 0;
      long type = 0;
      long line = 0;
      for (int part = 0; part < parts.size(); part++) {
        Field each = parts.get(part);
        if (each.constant() && each.name().equals("method")) {
          method = in.varlong();
        } else if (each.constant() && each.name().equals("type")) {
          type = in.varlong();
        } else if (part == linePart) {
          line = in.varlong();
        } else {
          skipper.skip(each);
        }
      }
      stack[i] = places.of(frames.method(method, type), line);
    }
    return stack;
  }

  private static boolean isFrames(Field field) {
    return field.name().equals("frames") && field.array();
  }
}
