package io.diag.collector.jfr;

import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the CPU samples of one JFR chunk into windows of fixed length by the time of each sample.
 * The input may be hostile: whatever is wrong ends in a {@link JfrException}, and time and memory
 * grow with the chunk's size only.
 *
 * <p>Any thread; does not block; allocates about as much as the chunk is large.
 */
public final class SampleReader {
  /** 60 s of 150 busy cores at 100 samples a second. */
  private static final int MAX_SAMPLES = 1_000_000;

  private static final String EVENT = "jdk.ExecutionSample";

  private final ChunkHeader header;
  private final Cursor in;
  private final ValueSkipper skipper;
  private final StackReader reader;
  private final Type event;
  private final long firstMillis;
  private final long lastMillis;

  private final Map<Long, Integer> stackIndexes = new HashMap<>();
  private final Map<Long, Integer> threadIndexes = new HashMap<>();
  private final List<int[]> stacks = new ArrayList<>();
  private final List<String> threads = new ArrayList<>();
  private final TreeMap<Long, Map<Long, Integer>> windows = new TreeMap<>();

  private SampleReader(byte[] chunk, long firstMillis, long lastMillis) throws JfrException {
    this.firstMillis = firstMillis;
    this.lastMillis = lastMillis;
    header = ChunkHeader.read(chunk);
    in = new Cursor(chunk, header.size());
    Map<Long, Type> types = TypeReader.read(in, header.metadataOffset());
    skipper = new ValueSkipper(in, types);
    Constants constants = Constants.read(in, types, skipper, header.constantsOffset());
    reader = new StackReader(in, types, constants, skipper);
    event =
        types.values().stream().filter(type -> type.name().equals(EVENT)).findFirst().orElse(null);
  }

  /**
   * @param chunk exactly one sealed chunk
   * @param firstMillis samples before this are counted as if taken then; epoch milliseconds
   * @param lastMillis likewise for samples after it
   * @throws JfrException if the chunk cannot be read; the message says where and why
   */
  public static ProfileChunk read(byte[] chunk, long firstMillis, long lastMillis)
      throws JfrException {
    SampleReader reader = new SampleReader(chunk, firstMillis, lastMillis);
    reader.events();
    return reader.result();
  }

  private void events() throws JfrException {
    int samples = 0;
    long start = ChunkHeader.SIZE;
    while (start < header.size()) {
      in.enter("event");
      in.seek(start);
      long size = in.varlong();
      if (size <= 0 || size > header.size() - start) {
        throw in.bad("has a size of " + size);
      }
      if (event != null && in.varlong() == event.id()) {
        if (++samples > MAX_SAMPLES) {
          throw in.bad("is one more than " + MAX_SAMPLES + " samples");
        }
        sample();
      }
      start += size;
    }
  }

  private void sample() throws JfrException {
    in.enter(EVENT);
    long ticks = header.startTicks();
    long thread = -1;
    long stack = -1;
    for (Field field : event.fields()) {
      switch (field.name()) {
        case "startTime" -> ticks = in.varlong();
        case "sampledThread" -> thread = in.varlong();
        case "stackTrace" -> stack = in.varlong();
        default -> skipper.skip(field);
      }
    }
    long millis = Math.max(firstMillis, Math.min(lastMillis, header.millis(ticks)));
    long start = millis - Math.floorMod(millis, ProfileWindow.LENGTH_MILLIS);
    long key = (long) stackIndex(stack) << 32 | threadIndex(thread);
    windows.computeIfAbsent(start, time -> new HashMap<>()).merge(key, 1, Integer::sum);
  }

  private int stackIndex(long key) throws JfrException {
    Integer known = stackIndexes.get(key);
    if (known != null) {
      return known;
    }
    stacks.add(reader.stack(key));
    stackIndexes.put(key, stacks.size() - 1);
    return stacks.size() - 1;
  }

  private int threadIndex(long key) throws JfrException {
    Integer known = threadIndexes.get(key);
    if (known != null) {
      return known;
    }
    threads.add(reader.thread(key));
    threadIndexes.put(key, threads.size() - 1);
    return threads.size() - 1;
  }

  private ProfileChunk result() {
    List<ProfileWindow> list = new ArrayList<>();
    windows.forEach(
        (start, counts) -> {
          List<ProfileWindow.Entry> entries = new ArrayList<>(counts.size());
          counts.forEach(
              (key, count) ->
                  entries.add(new ProfileWindow.Entry((int) (key >>> 32), key.intValue(), count)));
          list.add(new ProfileWindow(start, entries));
        });
    return new ProfileChunk(reader.frames(), stacks, threads, list);
  }
}
