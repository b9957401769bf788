package io.diag.agent.profile;

import io.diag.agent.os.ProcFs;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** async-profiler inside this JVM. The library stays loaded, since it cannot be unloaded. */
public final class AsyncProfilerSource implements ChunkSource {
  private final NativeProfiler profiler;
  private final List<File> folders;
  private final OtherProfiler others;
  private final Map<SampledEvent, String> gaps;

  /**
   * @param folders where recordings may be kept, best first
   * @param gaps what it does not see of an event on this JVM
   */
  public AsyncProfilerSource(
      NativeProfiler profiler, List<File> folders, ProcFs files, Map<SampledEvent, String> gaps) {
    this.profiler = profiler;
    this.folders = folders;
    this.others = new OtherProfiler(files);
    this.gaps = gaps;
  }

  @Override
  public String name() {
    return "async-profiler";
  }

  @Override
  public void open() throws IOException {
    profiler.load();
  }

  @Override
  public String conflict() {
    String other = others.find(profiler.loadedFrom());
    return other == null
        ? null
        : "another async-profiler is loaded ("
            + other
            + "); two would both count wrongly, so diag left it alone";
  }

  @Override
  public String gap(SampledEvent event) {
    return gaps.get(event);
  }

  /** It puts a function of its own in the place of {@code Unsafe.park}. */
  @Override
  public boolean slowsWaits() {
    return true;
  }

  @Override
  public Recording start(SamplingPlan wanted) throws IOException {
    return AsyncProfilerRecording.start(profiler, folders, wanted);
  }

  @Override
  public void close() {}
}
