package io.diag.collector.jfr;

import io.diag.collector.store.LongIndex;
import io.diag.collector.store.NativeMemory;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileWindow;
import io.diag.collector.store.StackSums;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the samples of one JFR chunk into windows of fixed length by the time of each sample. The
 * input may be hostile: whatever is wrong ends in a {@link JfrException}, and time and memory grow
 * with the chunk's size only.
 *
 * <p>Any thread; does not block; allocates about as much as the chunk is large.
 */
public final class SampleReader {
  /** 60 s of 150 busy cores at 100 samples a second. */
  private static final int MAX_SAMPLES = 1_000_000;

  /** Every free is an event of its own, also that of memory which was not sampled. */
  private static final int MAX_FREES = 2_000_000;

  /** 13 days in nanoseconds, a petabyte; sums of such weights stay far from turning over. */
  private static final long MAX_WEIGHT = 1L << 50;

  /** Threads that do not run take no CPU time, but some recordings have them among the samples. */
  private static final Set<String> NOT_RUNNING =
      Set.of(
          "STATE_SLEEPING",
          "STATE_IN_OBJECT_WAIT",
          "STATE_IN_OBJECT_WAIT_TIMED",
          "STATE_PARKED",
          "STATE_PARKED_TIMED",
          "STATE_BLOCKED_ON_MONITOR_ENTER");

  /** The JDK also records threads that wait for work, which is no contention. */
  private static final Set<String> LOCKS =
      Set.of(
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.concurrent.locks.ReentrantReadWriteLock",
          "java.util.concurrent.Semaphore");

  private final ChunkHeader header;
  private final Cursor in;
  private final ValueSkipper skipper;
  private final ProfileCoverage coverage;
  private final long firstMillis;
  private final long lastMillis;
  private final LongIndex typeIds = new LongIndex();
  private final List<Sample.Layout> layouts = new ArrayList<>();
  private final FrameReader frames;
  private final Places places;
  private final StackReader stacks;
  private final ThreadReader threads;
  private final Set<Long> idleStates;
  private final Sample sample = new Sample();

  private final Map<ProfileEvent, TreeMap<Long, StackSums>> windows =
      new EnumMap<>(ProfileEvent.class);
  private final NativeMemoryReader nativeMemory = new NativeMemoryReader();
  private final FirstAllocations firstAllocations;
  private long lastLiveMillis = Long.MIN_VALUE;
  private int samples;
  private int frees;

  private SampleReader(
      byte[] chunk, ProfileCoverage coverage, long firstMillis, long lastMillis, Places places)
      throws JfrException {
    this.places = places;
    this.coverage = coverage;
    this.firstMillis = firstMillis;
    this.lastMillis = lastMillis;
    firstAllocations = new FirstAllocations(coverage.seam() != null);
    header = ChunkHeader.read(chunk);
    in = new Cursor(chunk, header.size());
    Map<Long, Type> types = TypeReader.read(in, header.metadataOffset());
    skipper = new ValueSkipper(in, types);
    Constants constants = Constants.read(in, types, skipper, header.constantsOffset());
    frames = new FrameReader(in, constants, skipper);
    stacks = new StackReader(in, types::get, constants, skipper, frames, places);
    threads = new ThreadReader(in, constants, skipper);
    idleStates = new StateReader(in, constants, skipper).keys(NOT_RUNNING);
    for (Type type : types.values()) {
      SampleKind kind = SampleKind.ofType(type.name(), coverage.events().keySet());
      if (kind != null) {
        typeIds.add(type.id());
        layouts.add(Sample.Layout.of(kind, type, types));
      }
    }
  }

  /**
   * @param chunk exactly one sealed chunk
   * @param coverage which events to read, and what their samples stand for
   * @param firstMillis samples before this are counted as if taken then; epoch milliseconds
   * @param lastMillis likewise for samples after it
   * @throws JfrException if the chunk cannot be read; the message says where and why
   */
  public static ProfileChunk read(
      byte[] chunk, ProfileCoverage coverage, long firstMillis, long lastMillis)
      throws JfrException {
    Places frames = new Places(/* lines= */ false);
    SampleReader reader = new SampleReader(chunk, coverage, firstMillis, lastMillis, frames);
    reader.events();
    return reader.result();
  }

  /**
   * Reads a chunk with the line that each frame was at.
   *
   * @param chunk exactly one sealed chunk
   * @param coverage as in {@link #read}, and likewise the times
   * @throws JfrException if the chunk cannot be read
   */
  public static LinedChunk readLines(
      byte[] chunk, ProfileCoverage coverage, long firstMillis, long lastMillis)
      throws JfrException {
    Places places = new Places(/* lines= */ true);
    SampleReader reader = new SampleReader(chunk, coverage, firstMillis, lastMillis, places);
    reader.events();
    return new LinedChunk(reader.result(), places.lines());
  }

  private void events() throws JfrException {
    long start = ChunkHeader.SIZE;
    while (start < header.size()) {
      in.enter("event");
      in.seek(start);
      long size = in.varlong();
      if (size <= 0 || size > header.size() - start) {
        throw in.bad("has a size of " + size);
      }
      int layout = typeIds.size() == 0 ? -1 : typeIds.find(in.varlong());
      if (layout >= 0) {
        event(layouts.get(layout));
      }
      start += size;
    }
  }

  private void event(Sample.Layout layout) throws JfrException {
    SampleKind kind = layout.kind();
    in.enter(kind.typeName());
    sample.read(layout, in, skipper);
    if (kind == SampleKind.FREE) {
      if (++frees > MAX_FREES) {
        throw in.bad("is one more than " + MAX_FREES + " frees");
      }
      nativeMemory.freed(sample.startTicks, sample.address);
      return;
    }
    if (++samples > MAX_SAMPLES) {
      throw in.bad("is one more than " + MAX_SAMPLES + " samples");
    }
    if (kind == SampleKind.EXECUTION && idleStates.contains(sample.state)) {
      return;
    }
    if (kind == SampleKind.PARK && !LOCKS.contains(outermost(frames.className(sample.type)))) {
      return;
    }
    add(kind);
  }

  private void add(SampleKind kind) throws JfrException {
    ProfileEvent event = kind.event();
    long weight = kind.weight(sample, coverage.interval(event), header.nanosPerTick());
    weight = Math.max(0, Math.min(MAX_WEIGHT, weight));
    int stack = stacks.index(sample.stack, kind.weighted() ? sample.type : -1);
    int thread = threads.index(sample.thread);
    if (kind == SampleKind.ALLOCATION && firstAllocations.leavesOut(thread)) {
      return;
    }
    // A wait is counted when it ended: then it was recorded.
    long millis = header.millis(sample.startTicks + sample.durationTicks);
    millis = Math.max(firstMillis, Math.min(lastMillis, millis));
    long start = ProfileWindow.startOf(millis);
    if (event == ProfileEvent.NATIVEMEM) {
      nativeMemory.allocated(
          sample.startTicks,
          new NativeMemory.Allocation(sample.address, start, stack, thread, weight));
      return;
    }
    if (event == ProfileEvent.LIVE) {
      // A state at one moment, which must not be spread over two windows.
      lastLiveMillis = Math.max(lastLiveMillis, start);
      start = 0;
    }
    windows
        .computeIfAbsent(event, absent -> new TreeMap<>())
        .computeIfAbsent(start, absent -> new StackSums())
        .add(
            ProfileWindow.rowKey(stack, thread),
            Math.max(1, Math.min(Integer.MAX_VALUE, sample.samples)),
            weight);
  }

  private static String outermost(String className) {
    int inner = className.indexOf('$');
    return inner < 0 ? className : className.substring(0, inner);
  }

  private ProfileChunk result() {
    List<ProfileWindow> list = new ArrayList<>();
    windows.forEach(
        (event, starts) ->
            starts.forEach(
                (start, rows) -> {
                  boolean live = event == ProfileEvent.LIVE;
                  boolean weighted = event != ProfileEvent.CPU && event != ProfileEvent.WALL;
                  list.add(new ProfileWindow(event, live ? lastLiveMillis : start, weighted, rows));
                }));
    return new ProfileChunk(
        places.frames(frames.frames()),
        stacks.stacks(),
        threads.names(),
        list,
        nativeMemory.result());
  }
}
