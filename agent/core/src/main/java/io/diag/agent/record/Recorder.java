package io.diag.agent.record;

import io.diag.agent.profile.ChunkSource;
import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.OtherProfiler;
import io.diag.agent.profile.ProfileEngine;
import io.diag.agent.profile.SampledEvent;
import io.diag.wire.Holders;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers the command line's requests for a recording: one at a time, and none that outlives its
 * deadline. Called on the launcher's threads, one request at a time.
 */
public final class Recorder {
  /** Longest recording, in seconds. */
  public static final int MAX_SECONDS = 600;

  private static final String FILE = "record.jfr";

  private final NativeProfiler profiler;
  private final Supplier<ChunkSource> fallback;
  private final OtherProfiler others;
  private final List<File> folders;
  private final Map<SampledEvent, String> gaps;
  private final Function<SampledEvent, Holders> holders;
  private Recording recording;
  private SampledEvent recorded;

  /**
   * @param fallback makes what records where the profiler cannot be loaded
   * @param folders where a recording may be kept, best first
   * @param gaps what the profiler does not see of an event on this JVM
   * @param holders what there is most of among that which an event tells the beginning of, or null
   */
  public Recorder(
      NativeProfiler profiler,
      Supplier<ChunkSource> fallback,
      OtherProfiler others,
      List<File> folders,
      Map<SampledEvent, String> gaps,
      Function<SampledEvent, Holders> holders) {
    this.profiler = profiler;
    this.fallback = fallback;
    this.others = others;
    this.folders = folders;
    this.gaps = gaps;
    this.holders = holders;
  }

  /**
   * Starts a recording.
   *
   * @param request {@code record} is the id by which it will be stopped, {@code event} and {@code
   *     seconds} what to record
   * @param engine what profiles this JVM already, or null
   * @return {@code file}: where to open the recording, soon; or {@code error}
   */
  public Map<String, String> start(Map<String, String> request, ProfileEngine engine) {
    String busy = busy();
    if (busy != null) {
      return error(busy);
    }
    RecordedEvent event = RecordedEvent.of(String.valueOf(request.get("event")));
    int seconds = seconds(request.get("seconds"));
    if (event == null || seconds == 0) {
      return error("this agent cannot record that; use the diag.jar it came from");
    }
    try {
      String id = request.get("record");
      recorded = event.sampled();
      recording = engine == null ? own(id, event, seconds) : ordered(engine, id, event, seconds);
    } catch (IOException | IllegalStateException refused) {
      return error("nothing can be recorded: " + refused.getMessage());
    }
    return new LinkedHashMap<>(Collections.singletonMap("file", recording.path().getPath()));
  }

  /**
   * Stops a recording.
   *
   * @param request {@code record} is its id
   * @return {@code short}: why it ended before its time; {@code skipped}: samples left out; {@code
   *     interval}, if it was not the one asked for; {@code note}: how it was recorded, if not as
   *     usual, or what it does not show; {@code holders}: {@link Holders} as text, for some events;
   *     or {@code error}
   */
  public Map<String, String> stop(Map<String, String> request) {
    if (recording == null || !recording.id().equals(request.get("record"))) {
      return error("the recording was ended by somebody else");
    }
    Recording stopping = recording;
    recording = null;
    stopping.stop();
    Map<String, String> outcome = new LinkedHashMap<>(stopping.outcome());
    Holders most = holders.apply(recorded);
    if (most != null) {
      outcome.put("holders", most.text());
    }
    return outcome;
  }

  /** Ends what runs, for nobody. May block. */
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

  private Recording own(String id, RecordedEvent event, int seconds) throws IOException {
    String other = others.find(profiler.loadedFrom());
    if (other != null) {
      throw new IOException(
          "another async-profiler is loaded ("
              + other
              + "); two would both count wrongly, so diag left it alone");
    }
    TimedRecording own =
        new TimedRecording(id, source(event), RecordFile.create(folders, FILE), seconds);
    own.start();
    return own;
  }

  private RecordSource source(RecordedEvent event) {
    try {
      profiler.load();
      return new NativeRecordSource(profiler, event, gaps.get(event.sampled()));
    } catch (IOException notLoaded) {
      return new FlightRecordSource(fallback.get(), event, notLoaded.getMessage());
    }
  }

  private Recording ordered(ProfileEngine engine, String id, RecordedEvent event, int seconds)
      throws IOException {
    RecordFile file = RecordFile.create(folders, FILE);
    OrderedRecording ordered =
        new OrderedRecording(id, file, event, seconds, engine.gap(event.sampled()));
    if (!engine.order(ordered.order())) {
      file.close();
      throw new IOException("the agent samples something on order already; try again later");
    }
    ordered.awaitBegin();
    return ordered;
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
