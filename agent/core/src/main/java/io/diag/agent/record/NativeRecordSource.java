package io.diag.agent.record;

import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.ProfilerCommands;
import java.util.Collections;
import java.util.Map;

/** async-profiler, which writes the file itself. */
final class NativeRecordSource implements RecordSource {
  private final NativeProfiler profiler;
  private final RecordedEvent event;
  private final String gap;

  /**
   * @param profiler loaded
   * @param gap what it does not see of the event on this JVM, or null
   */
  NativeRecordSource(NativeProfiler profiler, RecordedEvent event, String gap) {
    this.profiler = profiler;
    this.event = event;
    this.gap = gap;
  }

  /**
   * @throws IllegalStateException if the profiler refuses
   */
  @Override
  public void start(RecordFile file) {
    stopLeftOver();
    profiler.execute(ProfilerCommands.startUnlimited(event.plan(), file.path()));
  }

  @Override
  public void step(RecordFile file) {}

  @Override
  public void stop(RecordFile file) {
    try {
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException stoppedByAnother) {
      // what was recorded until then is in the file
    }
  }

  @Override
  public Map<String, String> particulars() {
    return gap == null
        ? Collections.<String, String>emptyMap()
        : Collections.singletonMap("note", gap);
  }

  /** A session that ended without its last word may have left the profiler running. */
  private void stopLeftOver() {
    try {
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException notRunning) {
      // as it should be
    }
  }
}
