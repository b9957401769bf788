package io.diag.collector.query;

import io.diag.collector.jfr.JfrException;
import io.diag.collector.jfr.LinedChunk;
import io.diag.collector.jfr.SampleReader;
import io.diag.collector.store.Blobs;
import io.diag.collector.store.NativeMemory;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.ProfileWindow;
import io.diag.collector.store.StackSums;
import io.diag.collector.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * At which of its lines one frame took what it took, and in which threads. Where the frame calls
 * itself, the call nearest to the root counts. Not for several threads at once.
 */
public final class FrameDetail {
  private static final int MAX_LISTED = 50;

  /** Two hours of a JVM that nobody watches, decoded in some two seconds. */
  private static final int MAX_CHUNKS = 120;

  private static final Comparator<Line> LARGEST_FIRST =
      Comparator.comparingLong(Line::value)
          .thenComparingLong(Line::samples)
          .reversed()
          .thenComparingInt(Line::line);

  private final String frame;
  private final ProfileSelection selection;
  private final Map<Integer, LineSums> lines = new HashMap<>();
  private ThreadSums threads = new ThreadSums();
  private long samples;
  private long value;
  private long fromMillis = Long.MAX_VALUE;
  private long toMillis;

  /**
   * What one line took.
   *
   * @param line in its source file; 0 where there is none
   * @param calls the frame that took most of it, or null when that was the line's own code
   */
  public record Line(int line, long samples, long value, String calls) {}

  private FrameDetail(String frame, ProfileSelection selection) {
    this.frame = frame;
    this.selection = selection;
  }

  /**
   * Decodes the chunks of a range that are kept as they came, of very many only the newest. Blocks
   * for some 20 ms a chunk.
   *
   * @param frame by its name
   * @param chunks of the selection's range, oldest first
   */
  public static FrameDetail read(
      Store store,
      Blobs blobs,
      List<Blobs.Chunk> chunks,
      ProfileSelection selection,
      String frame) {
    FrameDetail detail = new FrameDetail(frame, selection);
    List<Blobs.Chunk> newest =
        chunks.subList(Math.max(0, chunks.size() - MAX_CHUNKS), chunks.size());
    Map<Long, ProfileCoverage> spans = new HashMap<>();
    for (ProfileCoverage span :
        store.profileSpans(selection.jvmId(), newest.get(0).fromMillis() - 1, selection.to())) {
      spans.put(span.toMillis(), span);
    }
    for (Blobs.Chunk chunk : newest) {
      ProfileCoverage span = spans.get(chunk.toMillis());
      if (span != null && span.events().containsKey(selection.event())) {
        detail.read(blobs, chunk, span);
      }
    }
    return detail;
  }

  private void read(Blobs blobs, Blobs.Chunk chunk, ProfileCoverage span) {
    try (InputStream in = blobs.read(List.of(chunk))) {
      byte[] bytes = in.readAllBytes();
      if (bytes.length > 0) {
        LinedChunk lined =
            SampleReader.readLines(bytes, span, chunk.fromMillis(), chunk.toMillis());
        add(lined, span.interval(selection.event()));
        fromMillis = Math.min(fromMillis, chunk.fromMillis());
        toMillis = Math.max(toMillis, chunk.toMillis());
      }
    } catch (IOException | JfrException unreadable) {
      // One that went meanwhile is no more than one that was never kept.
    }
  }

  private void add(LinedChunk lined, long interval) {
    ProfileChunk chunk = lined.samples();
    int[] depths = chunk.stacks().stream().mapToInt(stack -> depth(chunk, stack)).toArray();
    for (ProfileWindow window : chunk.windows()) {
      if (window.event() != selection.event() || !overlaps(window.startMillis())) {
        continue;
      }
      if (selection.event() == ProfileEvent.LIVE) {
        forget(); // a state: the last one counts
      }
      for (int row = 0; row < window.size(); row++) {
        long weight = window.weighted() ? window.weight(row) : window.samples(row) * interval;
        add(lined, depths, window.stack(row), window.thread(row), window.samples(row), weight);
      }
    }
    if (selection.event() == ProfileEvent.NATIVEMEM) {
      for (NativeMemory.Allocation kept : chunk.nativeMemory().kept()) {
        if (overlaps(kept.windowMillis())) {
          add(lined, depths, kept.stack(), kept.thread(), 1, kept.weight());
        }
      }
    }
  }

  private void add(LinedChunk lined, int[] depths, int stack, int thread, long count, long weight) {
    int depth = depths[stack];
    String name = lined.samples().threads().get(thread);
    if (depth < 0 || !selection.thread().test(name)) {
      return;
    }
    int[] places = lined.samples().stacks().get(stack);
    String callee =
        depth + 1 < places.length ? lined.samples().frames().get(places[depth + 1]).name() : null;
    samples = StackSums.plus(samples, count);
    value = StackSums.plus(value, weight);
    threads.add(name, count, weight);
    lines
        .computeIfAbsent(lined.lines().get(places[depth]), absent -> new LineSums())
        .add(callee, count, weight);
  }

  private int depth(ProfileChunk chunk, int[] stack) {
    for (int depth = 0; depth < stack.length; depth++) {
      if (chunk.frames().get(stack[depth]).name().equals(frame)) {
        return depth;
      }
    }
    return -1;
  }

  private boolean overlaps(long windowMillis) {
    return windowMillis < selection.to()
        && windowMillis + ProfileWindow.LENGTH_MILLIS > selection.from();
  }

  private void forget() {
    lines.clear();
    threads = new ThreadSums();
    samples = 0;
    value = 0;
  }

  public String frame() {
    return frame;
  }

  public ProfileEvent event() {
    return selection.event();
  }

  /** Whether any chunk of the range could be read. */
  public boolean found() {
    return toMillis > 0;
  }

  /** Start of the first chunk that was read, epoch milliseconds. */
  public long fromMillis() {
    return fromMillis;
  }

  /** End of the last one. */
  public long toMillis() {
    return toMillis;
  }

  public long samples() {
    return samples;
  }

  /** In the event's unit, as sampled: not scaled for what was left out. */
  public long value() {
    return value;
  }

  public int lineCount() {
    return lines.size();
  }

  /** The largest first, at most 50. */
  public List<Line> lines() {
    return lines.entrySet().stream()
        .map(entry -> entry.getValue().asLine(entry.getKey()))
        .sorted(LARGEST_FIRST)
        .limit(MAX_LISTED)
        .toList();
  }

  public int threadCount() {
    return threads.size();
  }

  /** The largest first, at most 50. */
  public List<ThreadSums.ThreadSum> threads() {
    return threads.largest().stream().limit(MAX_LISTED).toList();
  }

  /** The sums of one line, and of what it called. */
  private static final class LineSums {
    private static final String OWN_CODE = "";

    private final Map<String, Long> callees = new HashMap<>();
    private long samples;
    private long value;

    void add(String callee, long count, long weight) {
      samples = StackSums.plus(samples, count);
      value = StackSums.plus(value, weight);
      callees.merge(callee == null ? OWN_CODE : callee, weight, StackSums::plus);
    }

    Line asLine(int line) {
      String most =
          callees.entrySet().stream()
              .max(
                  Map.Entry.<String, Long>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey()))
              .orElseThrow()
              .getKey();
      return new Line(line, samples, value, most.equals(OWN_CODE) ? null : most);
    }
  }
}
