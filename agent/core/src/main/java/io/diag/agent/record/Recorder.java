package io.diag.agent.record;

import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.OtherProfiler;
import io.diag.agent.profile.ProfilerCommands;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the command line's requests for a recording: one at a time, and none that outlives its
 * deadline. Called on the launcher's threads, one request at a time.
 */
public final class Recorder {
  /** Longest recording, in seconds. */
  public static final int MAX_SECONDS = 600;

  private final NativeProfiler profiler;
  private final OtherProfiler others;
  private final List<File> folders;
  private TimedRecording recording;

  public Recorder(NativeProfiler profiler, OtherProfiler others, List<File> folders) {
    this.profiler = profiler;
    this.others = others;
    this.folders = folders;
  }

  /**
   * Starts a recording.
   *
   * @param request {@code record} is the id by which it will be stopped, {@code event} and {@code
   *     seconds} what to record
   * @return {@code file}: where to open the recording, soon; or {@code error}
   */
  public Map<String, String> start(Map<String, String> request) {
    String busy = busy();
    if (busy != null) {
      return error(busy);
    }
    RecordedEvent event = RecordedEvent.of(String.valueOf(request.get("event")));
    int seconds = seconds(request.get("seconds"));
    if (event == null || seconds == 0) {
      return error("this agent cannot record that; use the diag.jar it came from");
    }
    String other = others.find(profiler.loadedFrom());
    if (other != null) {
      return error(
          "another async-profiler is loaded in this JVM ("
              + other
              + "); two would both count wrongly, so diag left it alone");
    }
    try {
      profiler.load();
      stopLeftOver();
      recording = TimedRecording.start(request.get("record"), profiler, folders, event, seconds);
    } catch (IOException | IllegalStateException refused) {
      return error("nothing can be recorded: " + refused.getMessage());
    }
    return new LinkedHashMap<>(Collections.singletonMap("file", recording.path().getPath()));
  }

  /**
   * Stops a recording.
   *
   * @param request {@code record} is its id
   * @return empty, or {@code short} with the reason if it ended before its time, or {@code error}
   */
  public Map<String, String> stop(Map<String, String> request) {
    if (recording == null || !recording.id().equals(request.get("record"))) {
      return error("the recording was ended by somebody else");
    }
    Map<String, String> reply = new LinkedHashMap<>();
    recording.stop();
    if (recording.cutShort() != null) {
      reply.put("short", recording.cutShort());
    }
    recording = null;
    return reply;
  }

  /** Ends what runs, for nobody. */
  public void end() {
    if (recording != null) {
      recording.stop();
      recording = null;
    }
  }

  /** What stands against a new session or recording now, or null. */
  public String busy() {
    return recording != null && recording.isRunning()
        ? "a recording runs in this JVM for another "
            + recording.secondsLeft()
            + " s; try again then"
        : null;
  }

  /** Whether a recording ended and nobody came for it. */
  public boolean isForgotten() {
    return recording != null && !recording.isRunning();
  }

  /** A session that ended without its last word may have left the profiler running. */
  private void stopLeftOver() {
    try {
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException notRunning) {
      // as it should be
    }
  }

  private static int seconds(String text) {
    if (text == null || !text.matches("\\d{1,3}")) {
      return 0;
    }
    return Math.min(MAX_SECONDS, Integer.parseInt(text));
  }

  private static Map<String, String> error(String message) {
    return new LinkedHashMap<>(Collections.singletonMap("error", message));
  }
}
