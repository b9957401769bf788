package io.diag.collector.jfr;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where each constant of a chunk stands, by type name and key. Values are decoded when they are
 * asked for: most stacks of a chunk belong to events that nobody reads.
 */
final class Constants {
  /** Far above the busiest chunk seen (40,000); bounds the index of a hostile one. */
  private static final int MAX_CONSTANTS = 1_000_000;

  private final Cursor in;
  private final Map<Long, Type> types;
  private final ValueSkipper skipper;
  private final Map<String, Map<Long, Integer>> offsets = new HashMap<>();
  private int total;

  private Constants(Cursor in, Map<Long, Type> types, ValueSkipper skipper) {
    this.in = in;
    this.types = types;
    this.skipper = skipper;
  }

  static Constants read(Cursor in, Map<Long, Type> types, ValueSkipper skipper, long offset)
      throws JfrException {
    Constants constants = new Constants(in, types, skipper);
    in.enter("constants");
    long at = offset;
    long previous = in.position() + (long) in.remaining();
    while (true) {
      in.seek(at);
      long delta = constants.pools();
      // Pools are chained backwards from the last one. Anything else could go round for ever.
      if (delta > 0 || in.position() > previous) {
        throw in.bad("are chained forwards or overlap");
      }
      if (delta == 0) {
        return constants;
      }
      previous = at;
      at += delta;
    }
  }

  /** The position of a constant's first field, or -1 when there is none of this key. */
  int offset(String type, long key) {
    Map<Long, Integer> pool = offsets.get(type);
    Integer offset = pool == null ? null : pool.get(key);
    return offset == null ? -1 : offset;
  }

  /** The keys of all constants of a type. */
  Set<Long> keys(String type) {
    return offsets.getOrDefault(type, Map.of()).keySet();
  }

  private long pools() throws JfrException {
    for (int i = 0; i < 4; i++) {
      in.varlong(); // size, type, start, duration
    }
    long delta = in.varlong();
    in.varlong(); // kind of checkpoint
    int poolCount = in.count();
    for (int i = 0; i < poolCount; i++) {
      pool();
    }
    return delta;
  }

  private void pool() throws JfrException {
    long typeId = in.varlong();
    Type type = types.get(typeId);
    if (type == null) {
      throw in.bad("are of unknown type " + typeId);
    }
    int count = in.count();
    total += count;
    if (total > MAX_CONSTANTS) {
      throw in.bad("are more than " + MAX_CONSTANTS);
    }
    Map<Long, Integer> pool = offsets.computeIfAbsent(type.name(), name -> new HashMap<>());
    for (int i = 0; i < count; i++) {
      long key = in.varlong();
      pool.put(key, in.position());
      skipper.skip(type);
    }
  }
}
