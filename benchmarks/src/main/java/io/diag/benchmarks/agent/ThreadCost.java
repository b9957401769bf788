package io.diag.benchmarks.agent;

import io.diag.agent.memory.PointList;
import io.diag.agent.runtime.ThreadStateReading;
import io.diag.agent.thread.DeadlockWatch;
import io.diag.wire.FeatureState;
import java.util.concurrent.TimeUnit;
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
 * What grows with the number of threads, each time it is really done: in the agent both come more
 * seldom the more they cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ThreadCost {
  @Param({"100", "1000", "5000"})
  public int threads;

  private final ThreadStateReading states = new ThreadStateReading();
  private final DeadlockWatch watch = new DeadlockWatch(event -> {}, () -> 0, () -> 0);
  private RestingThreads resting;

  @Setup
  public void start() throws InterruptedException {
    resting = RestingThreads.start(threads);
  }

  @TearDown
  public void stop() {
    resting.close();
  }

  @Benchmark
  public int threadStates() {
    PointList points = new PointList();
    states.read(points);
    return points.points().size();
  }

  /** Starting to watch is looking once. */
  @Benchmark
  public FeatureState deadlocks() {
    return watch.start();
  }
}
