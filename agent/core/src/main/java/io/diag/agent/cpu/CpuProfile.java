package io.diag.agent.cpu;

import io.diag.agent.os.ProcFs;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import io.diag.wire.ProfileSpan;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A CPU profile that never stops: async-profiler with a timer for each thread's own CPU time, one
 * sealed chunk a minute, or every ten seconds while somebody looks. Steps back as soon as another
 * profiler of its kind is in the process.
 */
public final class CpuProfile implements Feature {
  /** Takes a sealed chunk. */
  public interface Sink {
    void accept(byte[] chunk, ProfileSpan span);
  }

  static final long INTERVAL_NANOS = 10_000_000;

  private static final long PERIOD_NANOS = 60_000_000_000L;
  private static final long WATCHED_PERIOD_NANOS = 10_000_000_000L;
  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final String EVENT = "ctimer";

  private final NativeProfiler profiler;
  private final List<File> folders;
  private final OtherProfiler others;
  private final Sink sink;
  private final BooleanSupplier watched;
  private final LongSupplier nanoTime;
  private JfrRecording recording;
  private long sealedAt;
  private long fromMillis;
  private boolean first = true;

  /**
   * @param watched whether chunks are wanted soon
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public CpuProfile(
      NativeProfiler profiler,
      List<File> folders,
      ProcFs files,
      Sink sink,
      BooleanSupplier watched,
      LongSupplier nanoTime) {
    this.profiler = profiler;
    this.folders = folders;
    this.others = new OtherProfiler(files);
    this.sink = sink;
    this.watched = watched;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "cpu-profile";
  }

  @Override
  public FeatureState start() throws IOException {
    String other = others.find(profiler.loadedFrom());
    if (other != null) {
      return steppedBack(other);
    }
    try {
      profiler.load();
    } catch (NativeProfiler.UnsupportedPlatformException absent) {
      return FeatureState.off(name(), absent.getMessage());
    }
    fromMillis = System.currentTimeMillis();
    recording = JfrRecording.start(profiler, folders, EVENT, INTERVAL_NANOS);
    sealedAt = nanoTime.getAsLong();
    return FeatureState.on(name());
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    long now = nanoTime.getAsLong();
    long period = first || watched.getAsBoolean() ? WATCHED_PERIOD_NANOS : PERIOD_NANOS;
    if (!ending && now - sealedAt < period) {
      return FeatureState.on(name());
    }
    String other = others.find(profiler.loadedFrom());
    if (ending || other != null) {
      deliver(finish());
      return other != null ? steppedBack(other) : FeatureState.on(name());
    }
    first = false;
    sealedAt = now;
    if (recording.size() > MAX_FILE_BYTES) {
      deliver(finish());
      recording = JfrRecording.start(profiler, folders, EVENT, INTERVAL_NANOS);
    } else {
      deliver(recording.seal());
    }
    return FeatureState.on(name());
  }

  @Override
  public void stop() throws IOException {
    if (recording != null) {
      JfrRecording running = recording;
      recording = null;
      running.close();
    }
  }

  private byte[] finish() throws IOException {
    JfrRecording running = recording;
    recording = null;
    return running.finish();
  }

  private void deliver(byte[] chunk) {
    ProfileSpan.Event cpu = new ProfileSpan.Event("cpu", INTERVAL_NANOS, null);
    sink.accept(chunk, new ProfileSpan(fromMillis, Collections.singletonList(cpu), 0, null));
    fromMillis = System.currentTimeMillis();
  }

  private FeatureState steppedBack(String other) {
    return FeatureState.off(
        name(),
        "another async-profiler is loaded ("
            + other
            + "); two would both count wrongly, so diag"
            + " left it alone");
  }
}
