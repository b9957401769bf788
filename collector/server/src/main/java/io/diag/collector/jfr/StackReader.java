package io.diag.collector.jfr;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns keys of constants into frames, stacks and thread names; each frame is decoded once. */
final class StackReader {
  /** async-profiler stops at 2,048 frames unless told otherwise. */
  private static final int MAX_DEPTH = 4_096;

  /** Ten times what a busy hour shows; bounds what a hostile chunk makes us hold. */
  private static final int MAX_FRAMES = 200_000;

  private static final int MAX_NAME_CHARS = 1_000;
  private static final String UNKNOWN = "[unknown]";

  private final Cursor in;
  private final Map<Long, Type> types;
  private final Map<String, Type> typesByName = new HashMap<>();
  private final Constants constants;
  private final ValueSkipper skipper;
  private final Map<MethodKey, Integer> indexes = new HashMap<>();
  private final Map<Frame, Integer> indexesByFrame = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();

  /**
   * Types of frame whose class is the library that holds the code. The JDK's own recordings know no
   * kernel frames, and their native ones are native methods of Java classes.
   */
  private final Set<FrameType> symbolsOnly;

  /** What identifies a frame within the chunk. */
  private record MethodKey(long method, long type) {}

  StackReader(Cursor in, Map<Long, Type> types, Constants constants, ValueSkipper skipper)
      throws JfrException {
    this.in = in;
    this.types = types;
    this.constants = constants;
    this.skipper = skipper;
    types.values().forEach(type -> typesByName.put(type.name(), type));
    boolean kernel = false;
    for (long key : constants.keys("jdk.types.FrameType")) {
      kernel |= frameType(key) == FrameType.KERNEL;
    }
    symbolsOnly =
        kernel
            ? EnumSet.of(FrameType.NATIVE, FrameType.CPP, FrameType.KERNEL)
            : EnumSet.noneOf(FrameType.class);
  }

  /** All frames met so far; stacks hold indexes into it. */
  List<Frame> frames() {
    return frames;
  }

  /** The frames from the root to the leaf; one unknown frame when there is no such stack. */
  int[] stack(long key) throws JfrException {
    int offset = constants.offset("jdk.types.StackTrace", key);
    if (offset >= 0) {
      for (Field field : at(offset, "jdk.types.StackTrace").fields()) {
        if (field.name().equals("frames") && field.array()) {
          int[] stack = frames(field);
          if (stack.length > 0) {
            return stack;
          }
          break;
        }
        skipper.skip(field);
      }
    }
    return new int[] {index(new Frame(UNKNOWN, FrameType.NATIVE))};
  }

  /** The Java name of a thread, else the name the operating system knows it by. */
  String thread(long key) throws JfrException {
    int offset = constants.offset("java.lang.Thread", key);
    String name = null;
    if (offset >= 0) {
      for (Field field : at(offset, "java.lang.Thread").fields()) {
        boolean java = field.name().equals("javaName");
        if (java || field.name().equals("osName")) {
          String text = in.string();
          name = text != null && !text.isEmpty() && (java || name == null) ? text : name;
        } else {
          skipper.skip(field);
        }
      }
    }
    return name == null ? "[tid=" + key + "]" : cut(name);
  }

  private int[] frames(Field field) throws JfrException {
    int depth = in.count();
    if (depth > MAX_DEPTH) {
      throw in.bad("has a stack of " + depth + " frames");
    }
    Type layout = types.get(field.typeId());
    if (layout == null) {
      throw in.bad("has frames of unknown type " + field.typeId());
    }
    int[] stack = new int[depth];
    for (int i = depth - 1; i >= 0; i--) {
      long method = 0;
      long type = 0;
      for (Field part : layout.fields()) {
        if (part.name().equals("method") && part.constant()) {
          method = in.varlong();
        } else if (part.name().equals("type") && part.constant()) {
          type = in.varlong();
        } else {
          skipper.skip(part);
        }
      }
      stack[i] = index(new MethodKey(method, type));
    }
    return stack;
  }

  /** Leaves the position where it was. */
  private int index(MethodKey key) throws JfrException {
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    int back = in.position();
    FrameType type = frameType(key.type());
    int index = index(new Frame(method(key.method(), type), type));
    indexes.put(key, index);
    in.seek(back);
    return index;
  }

  private int index(Frame frame) throws JfrException {
    Integer known = indexesByFrame.get(frame);
    if (known != null) {
      return known;
    }
    if (frames.size() == MAX_FRAMES) {
      throw in.bad("has more than " + MAX_FRAMES + " different frames");
    }
    frames.add(frame);
    indexesByFrame.put(frame, frames.size() - 1);
    return frames.size() - 1;
  }

  private String method(long key, FrameType type) throws JfrException {
    String full = symbol(reference("jdk.types.Method", "name", key));
    if (full.isEmpty() || !symbolsOnly.contains(type)) {
      long holder = reference("jdk.types.Method", "type", key);
      full = FrameNames.of(symbol(reference("java.lang.Class", "name", holder)), full);
    }
    return full.isEmpty() ? UNKNOWN : cut(full);
  }

  private FrameType frameType(long key) throws JfrException {
    int offset = constants.offset("jdk.types.FrameType", key);
    if (offset < 0) {
      return FrameType.NATIVE;
    }
    at(offset, "jdk.types.FrameType");
    return FrameType.ofJfr(in.string());
  }

  /** The key that one field of a constant holds, or -1. */
  private long reference(String type, String wanted, long key) throws JfrException {
    int offset = constants.offset(type, key);
    if (offset < 0) {
      return -1;
    }
    for (Field field : at(offset, type).fields()) {
      if (field.name().equals(wanted) && field.constant() && !field.array()) {
        return in.varlong();
      }
      skipper.skip(field);
    }
    return -1;
  }

  private String symbol(long key) throws JfrException {
    int offset = constants.offset("jdk.types.Symbol", key);
    if (offset < 0) {
      return "";
    }
    at(offset, "jdk.types.Symbol");
    String text = in.string();
    return text == null ? "" : cut(text);
  }

  private Type at(int offset, String name) throws JfrException {
    in.enter(name);
    in.seek(offset);
    Type type = typesByName.get(name);
    if (type == null) {
      throw in.bad("has no type");
    }
    return type;
  }

  private static String cut(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS);
  }
}
