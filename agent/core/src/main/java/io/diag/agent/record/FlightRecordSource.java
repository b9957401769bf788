package io.diag.agent.record;

import io.diag.agent.profile.ChunkSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The JDK's flight recorder, where the native profiler cannot be loaded. */
final class FlightRecordSource implements RecordSource {
  /** It keeps some 10 MB in memory and forgets the oldest of what is more. */
  private static final long CHUNK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ChunkSource recorder;
  private final RecordedEvent event;
  private final String why;
  private ChunkSource.Recording recording;
  private long interval;
  private long sealedNanos;

  /**
   * @param why the native profiler cannot be loaded
   */
  FlightRecordSource(ChunkSource recorder, RecordedEvent event, String why) {
    this.recorder = recorder;
    this.event = event;
    this.why = why;
  }

  @Override
  public void start(RecordFile file) throws IOException {
    try {
      recorder.open();
      String conflict = recorder.conflict();
      if (conflict != null) {
        throw new IOException(conflict);
      }
      recording = recorder.start(event.plan());
    } catch (IOException refused) {
      throw new IOException(why + "; " + refused.getMessage(), refused);
    }
    interval = recording.plan().interval(event.sampled());
    sealedNanos = System.nanoTime();
  }

  @Override
  public void step(RecordFile file) throws IOException {
    if (System.nanoTime() - sealedNanos >= CHUNK_NANOS) {
      sealedNanos = System.nanoTime();
      file.append(recording.seal());
    }
  }

  @Override
  public void stop(RecordFile file) throws IOException {
    file.append(recording.finish());
  }

  @Override
  public Map<String, String> particulars() {
    Map<String, String> particulars = new LinkedHashMap<>();
    particulars.put("note", "recorded by JFR, since " + why);
    particulars.put("interval", Long.toString(interval));
    return particulars;
  }
}
