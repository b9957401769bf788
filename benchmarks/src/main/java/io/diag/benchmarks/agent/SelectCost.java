package io.diag.benchmarks.agent;

import io.diag.agent.eventloop.LoopFeature;
import io.diag.agent.eventloop.episode.EpisodeWatch;
import io.diag.agent.eventloop.episode.JvmThreads;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.SafepointCounters;
import io.diag.wire.FeatureState;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick of an event loop that finds itself woken up already: the select without the probe, and
 * with it. What the probe costs is the difference; with {@code -prof gc} it must not allocate.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsAppend = "-Djdk.attach.allowAttachSelf=true")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SelectCost {
  @Param({"false", "true"})
  public boolean armed;

  private Selector selector;
  private LoopFeature feature;

  @Setup
  public void start() throws Exception {
    selector = Selector.open();
    JvmThreads threads =
        new JvmThreads(
            ProcFs.ofSystem(),
            SafepointCounters.FOLDER,
            System.getProperty("user.name"),
            ProcessHandle.current()::pid);
    feature =
        new LoopFeature(
            ByteBuddyAgent.install(),
            armed,
            new Sample(),
            System::nanoTime,
            new EpisodeWatch(threads, 50, event -> {}, System::currentTimeMillis));
    FeatureState state = feature.start();
    if ((state.status() == FeatureState.Status.ON && state.reason() == null) != armed) {
      throw new IllegalStateException("not measured as meant: " + state);
    }
  }

  @TearDown
  public void stop() throws Exception {
    feature.stop();
    selector.close();
  }

  /** Waits, but not for long: it was woken up before. */
  @Benchmark
  public int select() throws IOException {
    selector.wakeup();
    return selector.select();
  }

  /** Looks without waiting, at a selector that is no loop for it. */
  @Benchmark
  public int selectNow() throws IOException {
    return selector.selectNow();
  }
}
