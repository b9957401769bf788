package io.diag.agent.profile;

import io.diag.agent.os.ProcFs;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** async-profiler inside this JVM. The library stays loaded, since it cannot be unloaded. */
public final class AsyncProfilerSource implements ChunkSource {
  private final NativeProfiler profiler;
  private final List<File> folders;
  private final OtherProfiler others;

  /**
   * @param folders where recordings may be kept, best first
   */
  public AsyncProfilerSource(NativeProfiler profiler, List<File> folders, ProcFs files) {
    this.profiler = profiler;
    this.folders = folders;
    this.others = new OtherProfiler(files);
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
  public Recording start(SamplingPlan wanted) throws IOException {
    return AsyncProfilerRecording.start(profiler, folders, wanted);
  }

  @Override
  public void close() {}
}
