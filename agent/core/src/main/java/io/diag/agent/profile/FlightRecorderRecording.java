package io.diag.agent.profile;

import io.diag.agent.os.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Collections;
import java.util.Map;

/**
 * One recording of JFR, kept in memory. Taking a chunk writes what memory holds to the repository
 * and copies it from there; JFR removes it again.
 */
final class FlightRecorderRecording implements ChunkSource.Recording {
  /** Larger than what JFR keeps in memory; beyond it something is wrong. */
  private static final int MAX_CHUNK_BYTES = 32 << 20;

  /** Makes the private folder in which a chunk has a name for a moment. */
  interface Folders {
    ScratchFolder create() throws IOException;
  }

  private final Object recording;
  private final SamplingPlan plan;
  private final Map<SampledEvent, String> missing;
  private final Folders folders;
  private final FreeSpace space;

  FlightRecorderRecording(
      Object recording,
      SamplingPlan plan,
      Map<SampledEvent, String> missing,
      Folders folders,
      FreeSpace space) {
    this.recording = recording;
    this.plan = plan;
    this.missing = missing;
    this.folders = folders;
    this.space = space;
  }

  boolean is(Object other) {
    return recording.equals(other);
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
  public long size() {
    return 0;
  }

  /** JFR does not count itself. */
  @Override
  public SampleCounts counts() {
    return SampleCounts.NONE;
  }

  @Override
  public byte[] seal() throws IOException {
    space.check();
    try (ScratchFolder folder = folders.create()) {
      File file = folder.file("chunk.jfr");
      FlightRecorderApi.dump(recording, file);
      return read(file);
    }
  }

  @Override
  public byte[] finish() throws IOException {
    try {
      return seal();
    } finally {
      close();
    }
  }

  /** Lets go of what was not taken. Writes nothing, so it is safe on a full disk. */
  @Override
  public void close() throws IOException {
    FlightRecorderApi.close(recording);
  }

  private static byte[] read(File file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      if (in.length() > MAX_CHUNK_BYTES) {
        throw new IOException("JFR wrote " + (in.length() >> 20) + " MB at once");
      }
      byte[] chunk = new byte[(int) in.length()];
      in.readFully(chunk);
      return chunk;
    }
  }
}
