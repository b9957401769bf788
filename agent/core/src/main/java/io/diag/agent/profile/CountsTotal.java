package io.diag.agent.profile;

/**
 * Adds up what the recordings of a session count, each of which begins at zero. Updated on the
 * sampler's thread, read by any.
 */
final class CountsTotal {
  private SampleCounts before = SampleCounts.NONE;
  private volatile SampleCounts now = SampleCounts.NONE;

  SampleCounts now() {
    return now;
  }

  void recordingBegins() {
    before = now;
  }

  void update(SampleCounts ofRecording) {
    now =
        new SampleCounts(
            before.taken() + ofRecording.taken(),
            before.skipped() + ofRecording.skipped(),
            before.walkNanos() + ofRecording.walkNanos(),
            ofRecording.memoryBytes());
  }
}
