package io.diag.agent.profile;

import io.diag.agent.os.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One running recording of async-profiler. Its file loses its name as soon as both sides have it
 * open, so that nothing stays behind however the process ends; it only grows, until the recording
 * is closed.
 */
final class AsyncProfilerRecording implements ChunkSource.Recording {
  /** "FLR\0": how every JFR chunk begins. */
  private static final int MAGIC = 0x464c5200;

  private static final int HEADER_BYTES = 68;

  /** Read into the application's own heap; a minute of a busy server is some 3 MB. */
  private static final int MAX_CHUNK_BYTES = 16 << 20;

  private final NativeProfiler profiler;
  private final RandomAccessFile file;
  private final SamplingPlan plan;
  private final Map<SampledEvent, String> missing;
  private SampleCounts lastCounts = SampleCounts.NONE;
  private long offset;

  private AsyncProfilerRecording(
      NativeProfiler profiler,
      RandomAccessFile file,
      SamplingPlan plan,
      Map<SampledEvent, String> missing) {
    this.profiler = profiler;
    this.file = file;
    this.plan = plan;
    this.missing = missing;
  }

  /**
   * Starts profiling into a new file in the first folder that can hold one.
   *
   * @throws IOException if no folder can
   * @throws IllegalStateException if the profiler refuses every event
   */
  static AsyncProfilerRecording start(
      NativeProfiler profiler, List<File> folders, SamplingPlan wanted) throws IOException {
    stopLeftOver(profiler);
    IOException last = new IOException("no folder to record to");
    for (File parent : folders) {
      try (ScratchFolder scratch = ScratchFolder.create(parent)) {
        File path = scratch.file("chunks.jfr");
        RandomAccessFile file = new RandomAccessFile(path, "rw");
        try {
          EnumMap<SampledEvent, String> missing = new EnumMap<>(SampledEvent.class);
          SamplingPlan plan = startWhatIsThere(profiler, wanted, path, missing);
          return new AsyncProfilerRecording(profiler, file, plan, missing);
        } catch (RuntimeException refused) {
          file.close();
          throw refused;
        }
      } catch (IOException unusable) {
        last = unusable;
      }
    }
    throw last;
  }

  /** One event that this JVM does not offer must not take the others with it. */
  private static SamplingPlan startWhatIsThere(
      NativeProfiler profiler,
      SamplingPlan wanted,
      File path,
      EnumMap<SampledEvent, String> missing) {
    try {
      profiler.execute(ProfilerCommands.start(wanted, path));
      return wanted;
    } catch (IllegalStateException refused) {
      SamplingPlan offered = SamplingPlan.empty();
      for (SampledEvent event : wanted.events()) {
        SamplingPlan alone = SamplingPlan.empty().with(event, wanted.interval(event));
        try {
          profiler.execute(ProfilerCommands.start(alone, path));
          profiler.execute(ProfilerCommands.STOP);
          offered = offered.with(event, wanted.interval(event));
        } catch (IllegalStateException absent) {
          missing.put(event, absent.getMessage());
        }
      }
      if (offered.isEmpty() || offered.equals(wanted)) {
        throw refused;
      }
      profiler.execute(ProfilerCommands.start(offered, path));
      return offered;
    }
  }

  /** A session that ended without its last word may have left the profiler running. */
  private static void stopLeftOver(NativeProfiler profiler) {
    try {
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException notRunning) {
      // as it should be
    }
  }

  @Override
  public SamplingPlan plan() {
    return plan;
  }

  @Override
  public Map<SampledEvent, String> missing() {
    return Collections.unmodifiableMap(missing);
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  /** After the end: what was counted last. */
  @Override
  public SampleCounts counts() {
    try {
      lastCounts = SampleCounts.parse(profiler.execute(ProfilerCommands.METRICS));
    } catch (IllegalStateException notRunning) {
      // the last ones stand
    }
    return lastCounts;
  }

  @Override
  public byte[] seal() throws IOException {
    profiler.execute(ProfilerCommands.SEAL);
    return next();
  }

  @Override
  public byte[] finish() throws IOException {
    try {
      profiler.execute(ProfilerCommands.STOP);
      return next();
    } finally {
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException notRunning) {
      // that is what was wanted
    } finally {
      file.close();
    }
  }

  private byte[] next() throws IOException {
    long length = file.length();
    if (length - offset < HEADER_BYTES) {
      throw new IOException("the recording holds no new chunk; is the disk full?");
    }
    file.seek(offset);
    int magic = file.readInt();
    file.seek(offset + 8);
    long size = file.readLong();
    if (magic != MAGIC || size < HEADER_BYTES || size > MAX_CHUNK_BYTES) {
      throw new IOException("the recording is not readable at byte " + offset);
    }
    if (offset + size > length) {
      throw new IOException("the recording ends inside a chunk; is the disk full?");
    }
    byte[] chunk = new byte[(int) size];
    file.seek(offset);
    file.readFully(chunk);
    offset += size;
    return chunk;
  }
}
