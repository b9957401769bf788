package io.diag.agent.profile;

import io.diag.agent.os.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The JDK's own flight recorder, for where the native profiler cannot be loaded. Records in memory;
 * only a chunk goes through the disk, and none when little is free. Whoever else uses JFR in this
 * JVM comes first: recordings of one JVM share their chunks, so ours would end up in theirs.
 */
public final class FlightRecorderSource implements ChunkSource {
  private static final String NAME = "diag";

  /** Before, JFR had one event for each new buffer of a thread, which costs too much. */
  private static final int FIRST_ALLOCATION_SAMPLES = 16;

  /** What JFR itself samples as often as it is told to, but not below this. */
  private static final long CPU_NANOS = 20_000_000;

  private final List<File> folders;
  private final FreeSpace space;
  private final Supplier<List<String>> jvmArguments;
  private final boolean samplesAllocations;
  private FlightRecorderRecording running;

  /**
   * @param folders where chunks may pass through, best first
   * @param properties the system properties; JFR has its repository in the temporary folder
   * @param usableBytes as {@link File#getUsableSpace}
   * @param jvmArguments with which this JVM was started
   */
  public FlightRecorderSource(
      List<File> folders,
      Map<String, String> properties,
      ToLongFunction<File> usableBytes,
      Supplier<List<String>> jvmArguments) {
    this.folders = folders;
    this.space =
        new FreeSpace(new File(properties.getOrDefault("java.io.tmpdir", "/tmp")), usableBytes);
    this.jvmArguments = jvmArguments;
    String version = properties.getOrDefault("java.specification.version", "");
    samplesAllocations =
        version.matches("\\d{2,4}") && Integer.parseInt(version) >= FIRST_ALLOCATION_SAMPLES;
  }

  @Override
  public String name() {
    return "JFR";
  }

  @Override
  public void open() throws IOException {
    if (!FlightRecorderApi.isPresent()) {
      throw new NativeProfiler.UnsupportedPlatformException("this JVM has no JFR to fall back to");
    }
    space.check();
  }

  @Override
  public String conflict() {
    for (String argument : jvmArguments.get()) {
      if (argument.startsWith("-XX:StartFlightRecording")
          || argument.startsWith("-XX:FlightRecorderOptions")) {
        return "the application uses JFR itself (" + argument.split("[=:,]", 3)[1] + ")";
      }
    }
    for (Object recording : FlightRecorderApi.recordings()) {
      if (running == null || !running.is(recording)) {
        return "the application uses JFR itself (recording '"
            + FlightRecorderApi.name(recording)
            + "')";
      }
    }
    return null;
  }

  @Override
  public Recording start(SamplingPlan wanted) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    EnumMap<SampledEvent, String> missing = new EnumMap<>(SampledEvent.class);
    SamplingPlan plan = SamplingPlan.empty();
    for (SampledEvent event : wanted.events()) {
      switch (event) {
        case CPU:
          long nanos = Math.max(CPU_NANOS, wanted.interval(event));
          settings.put("jdk.ExecutionSample#enabled", "true");
          settings.put("jdk.ExecutionSample#period", nanos / 1_000_000 + " ms");
          plan = plan.with(event, nanos / 1_000_000 * 1_000_000);
          break;
        case ALLOC:
          if (samplesAllocations) {
            settings.put("jdk.ObjectAllocationSample#enabled", "true");
            settings.put("jdk.ObjectAllocationSample#throttle", "150/s");
            settings.put("jdk.ObjectAllocationSample#stackTrace", "true");
            plan = plan.with(event, 0);
          } else {
            missing.put(event, "JFR samples allocations on JDK 16 and newer");
          }
          break;
        case LOCK:
          settings.put("jdk.JavaMonitorEnter#enabled", "true");
          settings.put("jdk.JavaMonitorEnter#threshold", "10 ms");
          settings.put("jdk.JavaMonitorEnter#stackTrace", "true");
          plan = plan.with(event, 0);
          break;
        default:
          missing.put(event, "JFR does not offer " + event.label());
      }
    }
    if (plan.isEmpty()) {
      throw new IOException(String.join("; ", missing.values()));
    }
    space.check();
    running =
        new FlightRecorderRecording(
            FlightRecorderApi.start(NAME, settings), plan, missing, this::chunkFile, space);
    return running;
  }

  @Override
  public void close() {}

  private ScratchFolder chunkFile() throws IOException {
    IOException last = new IOException("no folder for a chunk to pass through");
    for (File folder : folders) {
      try {
        return ScratchFolder.create(folder);
      } catch (IOException unusable) {
        last = unusable;
      }
    }
    throw last;
  }
}
