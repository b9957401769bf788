package io.diag.collector.jfr;

import io.diag.collector.store.LongIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns keys of threads into names; threads of one name are one. */
final class ThreadReader {
  private final Cursor in;
  private final ValueSkipper skipper;
  private final Constants.Pool threads;
  private final LongIndex keys = new LongIndex();
  private final List<Integer> indexes = new ArrayList<>();
  private final Map<String, Integer> indexesByName = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  ThreadReader(Cursor in, Constants constants, ValueSkipper skipper) {
    this.in = in;
    this.skipper = skipper;
    threads = constants.pool("java.lang.Thread");
  }

  /** All names met so far. */
  List<String> names() {
    return names;
  }

  /** Changes the position. */
  int index(long key) throws JfrException {
    int number = keys.add(key);
    if (number == indexes.size()) {
      String name = name(key);
      Integer known = indexesByName.putIfAbsent(name, names.size());
      if (known == null) {
        names.add(name);
      }
      indexes.add(indexesByName.get(name));
    }
    return indexes.get(number);
  }

  /** The Java name of a thread, else the name the operating system knows it by. */
  private String name(long key) throws JfrException {
    int offset = threads.offset(key);
    String name = null;
    boolean virtual = false;
    if (offset >= 0) {
      in.enter("java.lang.Thread");
      in.seek(offset);
      for (Field field : threads.type().fields()) {
        boolean java = field.name().equals("javaName");
        if (java || field.name().equals("osName")) {
          String text = in.string();
          name = text != null && !text.isEmpty() && (java || name == null) ? text : name;
        } else if (field.name().equals("virtual")) {
          virtual = in.byteValue() != 0;
        } else {
          skipper.skip(field);
        }
      }
    }
    if (name == null) {
      // There may be a million of them, and none is heard of twice.
      return virtual ? "[virtual threads]" : "[tid=" + key + "]";
    }
    return FrameReader.cut(name);
  }
}
