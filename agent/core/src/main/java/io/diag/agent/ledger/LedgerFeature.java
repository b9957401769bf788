package io.diag.agent.ledger;

import io.diag.agent.command.CommandException;
import io.diag.agent.heap.HotSpotFlags;
import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.ProcFs;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * What the resident set is made of, at a pace that its own cost sets, or when somebody asks;
 * between two readings nothing is said of it.
 */
public final class LedgerFeature implements Feature {
  /**
   * While the kernel looks at the pages of one mapping, nobody in the process gets or gives back
   * memory: some 5 ms a gibibyte of small pages.
   */
  private static final long MOST_BYTES = 32L << 30;

  private final ProcFs files;
  private final Sample sample;
  private final Commands diagnostics;
  private final LongSupplier nanoTime;
  private final LedgerPace pace;
  private final NativeTracking tracking;
  private final LongSupplier cpuNanos;
  private final LongSupplier filelessBytes;
  private final LongSupplier nettyBytes;
  private GrowthSuspicion suspicion = new GrowthSuspicion();
  private MemoryLedger ledger;
  private String missing;

  private final AskedReading asked = new AskedReading();

  /** Why it reads no more until it is started anew, or null. */
  private String off;

  /** Why it reads nothing now, or null. */
  private String stopped = "not started yet";

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   * @param uptimeMillis since the JVM started
   * @param cpuNanos CPU time of the calling thread; negative where the JVM does not count it
   * @param filelessBytes resident memory that belongs to no file, as it was read last; negative if
   *     that is not known
   * @param nettyBytes what Netty's allocators hold beside the JVM's direct pool
   */
  public LedgerFeature(
      ProcFs files,
      Sample sample,
      Commands diagnostics,
      LongSupplier nanoTime,
      LongSupplier uptimeMillis,
      LongSupplier cpuNanos,
      LongSupplier filelessBytes,
      LongSupplier nettyBytes) {
    this.files = files;
    this.sample = sample;
    this.diagnostics = diagnostics;
    this.nanoTime = nanoTime;
    this.pace = new LedgerPace(nanoTime, uptimeMillis);
    this.tracking = new NativeTracking(diagnostics);
    this.cpuNanos = cpuNanos;
    this.filelessBytes = filelessBytes;
    this.nettyBytes = nettyBytes;
  }

  @Override
  public String name() {
    return "memory-ledger";
  }

  /** Only looks whether the mappings may be read; the first reading comes later. */
  @Override
  public FeatureState start() {
    suspicion = new GrowthSuspicion();
    try {
      files.open(SmapsReader.PATH).close(); // to read would have the kernel look at memory already
      off = null;
    } catch (IOException unreadable) {
      off = String.valueOf(unreadable.getMessage());
    }
    stopped = off;
    return state();
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    JvmAmounts amounts = JvmAmounts.read();
    long netty = nettyBytes.getAsLong();
    long fileless = filelessBytes.getAsLong();
    boolean suspicious = fileless >= 0 && suspicion.rises(fileless, amounts.total() + netty);
    if (!ending && off == null && (asked.waits() || pace.due(suspicious))) {
      if (fileless > MOST_BYTES) {
        off = "more than 32 GiB are in memory: to look at them would hold up the process";
      } else {
        readTimed(amounts, netty);
      }
    }
    return state();
  }

  @Override
  public void stop() {
    stopped = off == null ? stopped : off;
    stopped = stopped == null ? "readings rest for now" : stopped;
    asked.failed(stopped);
  }

  /**
   * Has the mappings read with the next sample, whatever the pace. The sampler's thread.
   *
   * @return what comes of it
   * @throws CommandException if they are not read now
   */
  AskedReading ask() throws CommandException {
    if (stopped != null) {
      throw new CommandException("the mappings are not read in this JVM: " + stopped);
    }
    asked.ask();
    return asked;
  }

  private void readTimed(JvmAmounts amounts, long netty) throws IOException {
    long start = nanoTime.getAsLong();
    long before = cpuNanos.getAsLong();
    try {
      asked.made(read(amounts, netty, before));
    } catch (Throwable failed) {
      stopped = String.valueOf(failed.getMessage()); // until it is started anew
      throw failed;
    } finally {
      pace.took(before < 0 ? nanoTime.getAsLong() - start : cpuNanos.getAsLong() - before);
    }
  }

  private LedgerSheet read(JvmAmounts amounts, long netty, long before) throws IOException {
    PointList points = sample.list();
    if (ledger == null) {
      ledger = new MemoryLedger(files, heap(), longestStackBytes());
    }
    LedgerSheet sheet = ledger.read(amounts, netty);
    if (sheet.bytes(Region.HEAP) < 0 && missing == null) {
      missing = "the heap is not told apart: this JVM does not say where it is";
    }
    sheet.addTo(points);
    tracking.addTo(points);
    if (before >= 0) {
      points.add("diag.memory.ledger.cost", "s", (cpuNanos.getAsLong() - before) / 1e9);
    }
    return sheet;
  }

  private HeapBounds heap() {
    try {
      return HeapBounds.parse(diagnostics.execute("GC.heap_info"));
    } catch (CommandException notOffered) {
      missing = "the heap is not told apart: " + notOffered.getMessage();
      return HeapBounds.UNKNOWN;
    }
  }

  private static long longestStackBytes() {
    try {
      return StackFinder.longestBytes(new HotSpotFlags());
    } catch (LinkageError withoutManagement) {
      return StackFinder.USUAL_BYTES;
    }
  }

  private FeatureState state() {
    if (off != null) {
      return FeatureState.off(name(), off);
    }
    String slow = pace.isSlow() ? "a reading takes long, so there is one in half an hour" : null;
    String note = missing == null ? slow : missing;
    return note == null ? FeatureState.on(name()) : FeatureState.on(name(), note);
  }
}
