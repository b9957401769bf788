package io.diag.collector.jfr;

import io.diag.collector.store.LongIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each constant of a chunk stands, by type and key. Values are decoded when they are asked
 * for: many constants of a chunk belong to events that nobody reads.
 */
final class Constants {
  /** Far above the busiest chunk seen (40,000); bounds the index of a hostile one. */
  private static final int MAX_CONSTANTS = 1_000_000;

  private final Cursor in;
  private final Map<Long, Type> types;
  private final ValueSkipper skipper;
  private final Map<String, Pool> pools = new HashMap<>();
  private int total;

  /** All constants of one type. */
  static final class Pool {
    /** Of a type that has no constants. */
    static final Pool NONE = new Pool(new Type(-1, "absent", List.of()));

    private final Type type;
    private final LongIndex keys = new LongIndex();
    private int[] offsets = new int[16];

    private Pool(Type type) {
      this.type = type;
    }

    Type type() {
      return type;
    }

    /** The position of a constant's first field, or -1 when there is none of this key. */
    int offset(long key) {
      int number = keys.find(key);
      return number < 0 ? -1 : offsets[number];
    }

    int size() {
      return keys.size();
    }

    /** The key of one of {@link #size} constants. */
    long key(int number) {
      return keys.key(number);
    }

    private void put(long key, int offset) {
      int number = keys.add(key);
      if (number == offsets.length) {
        offsets = Arrays.copyOf(offsets, number * 2);
      }
      offsets[number] = offset;
    }
  }

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

  Pool pool(String type) {
    return pools.getOrDefault(type, Pool.NONE);
  }

  private long pools() throws JfrException {
    for (int i = 0; i < 4; i++) {
      in.varlong(); // size, type, start, duration
    }
    long delta = in.varlong();
    in.varlong(); // kind of checkpoint
    int poolCount = in.count();
    for (int i = 0; i < poolCount; i++) {
      readPool();
    }
    return delta;
  }

  private void readPool() throws JfrException {
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
    Pool pool = pools.computeIfAbsent(type.name(), name -> new Pool(type));
    for (int i = 0; i < count; i++) {
      long key = in.varlong();
      pool.put(key, in.position());
      skipper.skip(type);
    }
  }
}
