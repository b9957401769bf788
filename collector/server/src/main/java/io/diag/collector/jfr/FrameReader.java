package io.diag.collector.jfr;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.LongIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns keys of methods and classes into frames; each is decoded once. */
final class FrameReader {
  static final String UNKNOWN = "[unknown]";

  /** Ten times what a busy hour shows; bounds what a hostile chunk makes us hold. */
  private static final int MAX_FRAMES = 200_000;

  private static final int MAX_NAME_CHARS = 1_000;

  /** The JDK knows four types of frame, async-profiler seven. */
  private static final int TYPE_BITS = 4;

  private final Cursor in;
  private final ValueSkipper skipper;
  private final Constants.Pool methods;
  private final Constants.Pool classes;
  private final Constants.Pool symbols;
  private final LongIndex methodKeys = new LongIndex();
  private int[] methodFrames = new int[64];
  private final Map<Frame, Integer> indexes = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();
  private final FrameType[] frameTypes = new FrameType[1 << TYPE_BITS];

  /**
   * Types of frame whose class is the library that holds the code. The JDK's own recordings know no
   * kernel frames, and their native ones are native methods of Java classes.
   */
  private final Set<FrameType> symbolsOnly;

  FrameReader(Cursor in, Constants constants, ValueSkipper skipper) throws JfrException {
    this.in = in;
    this.skipper = skipper;
    methods = constants.pool("jdk.types.Method");
    classes = constants.pool("java.lang.Class");
    symbols = constants.pool("jdk.types.Symbol");
    Arrays.fill(frameTypes, FrameType.NATIVE);
    Constants.Pool types = constants.pool("jdk.types.FrameType");
    for (int i = 0; i < types.size(); i++) {
      long key = types.key(i);
      if (key >= 0 && key < frameTypes.length) {
        in.enter("jdk.types.FrameType");
        in.seek(types.offset(key));
        frameTypes[(int) key] = FrameType.ofJfr(in.string());
      }
    }
    symbolsOnly =
        Arrays.asList(frameTypes).contains(FrameType.KERNEL)
            ? EnumSet.of(FrameType.NATIVE, FrameType.CPP, FrameType.KERNEL)
            : EnumSet.noneOf(FrameType.class);
  }

  /** All frames met so far; the indexes given refer to it. */
  List<Frame> frames() {
    return frames;
  }

  /** Leaves the position where it was. */
  int method(long method, long type) throws JfrException {
    if (method < 0 || method >>> (63 - TYPE_BITS) != 0 || type < 0 || type >>> TYPE_BITS != 0) {
      throw in.bad("has a frame of method " + method + " and type " + type);
    }
    int number = methodKeys.add(method << TYPE_BITS | type);
    if (number == methodFrames.length) {
      methodFrames = Arrays.copyOf(methodFrames, number * 2);
    }
    // Kept one higher, for 0 is what a new number has.
    if (methodFrames[number] == 0) {
      int back = in.position();
      FrameType frameType = frameTypes[(int) type];
      methodFrames[number] = index(new Frame(name(method, frameType), frameType)) + 1;
      in.seek(back);
    }
    return methodFrames[number] - 1;
  }

  /** The frame of a class, or -1 when there is none of this key. Changes the position. */
  int ofClass(long key) throws JfrException {
    String name = className(key);
    return name.isEmpty() ? -1 : index(new Frame(cut(name), FrameType.CLASS));
  }

  /** As people write it; empty when there is no class of this key. Changes the position. */
  String className(long key) throws JfrException {
    return FrameNames.type(symbol(reference(classes, "name", key)));
  }

  int unknown() throws JfrException {
    return index(new Frame(UNKNOWN, FrameType.NATIVE));
  }

  static String cut(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS);
  }

  private int index(Frame frame) throws JfrException {
    Integer known = indexes.get(frame);
    if (known != null) {
      return known;
    }
    if (frames.size() == MAX_FRAMES) {
      throw in.bad("has more than " + MAX_FRAMES + " different frames");
    }
    frames.add(frame);
    indexes.put(frame, frames.size() - 1);
    return frames.size() - 1;
  }

  private String name(long key, FrameType type) throws JfrException {
    String full = symbol(reference(methods, "name", key));
    if (full.isEmpty() || !symbolsOnly.contains(type)) {
      long holder = reference(methods, "type", key);
      full = FrameNames.of(symbol(reference(classes, "name", holder)), full);
    }
    return full.isEmpty() ? UNKNOWN : cut(full);
  }

  /** The key that one field of a constant holds, or -1. */
  private long reference(Constants.Pool pool, String wanted, long key) throws JfrException {
    int offset = pool.offset(key);
    if (offset < 0) {
      return -1;
    }
    in.enter(pool.type().name());
    in.seek(offset);
    for (Field field : pool.type().fields()) {
      if (field.name().equals(wanted) && field.constant() && !field.array()) {
        return in.varlong();
      }
      skipper.skip(field);
    }
    return -1;
  }

  private String symbol(long key) throws JfrException {
    int offset = symbols.offset(key);
    if (offset < 0) {
      return "";
    }
    in.enter("jdk.types.Symbol");
    in.seek(offset);
    String text = in.string();
    return text == null ? "" : cut(text);
  }
}
