package io.diag.benchmarks.agent;

import io.diag.agent.ReadingList;
import io.diag.agent.account.AccountReading;
import io.diag.agent.account.OwnCpu;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.ProcFs;
import io.diag.agent.session.Budget;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * One tick of all readings on the system it runs on, and the same with writing the sample down.
 * Readings that spare themselves do so here too, so what is measured is the mean over many ticks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingCost {
  /** Threads of the application that wait. */
  @Param({"0", "1000", "5000"})
  public int threads;

  private final Sample sample = new Sample();
  private final List<Feature> features = new ArrayList<>();
  private RestingThreads resting;

  @Setup
  public void start() throws Exception {
    resting = RestingThreads.start(threads);
    Budget budget = new Budget(0.01, line -> {});
    AccountReading account =
        new AccountReading(budget, new OwnCpu(() -> 0), () -> 0, () -> 0, System::nanoTime);
    Map<String, String> properties = Map.of("user.name", System.getProperty("user.name"));
    for (Feature feature :
        new ReadingList(ProcFs.ofSystem(), properties, sample, ByteBuddyAgent.install())
            .features(account)) {
      FeatureState state = feature.start();
      if (state.status() == FeatureState.Status.ON) {
        features.add(feature);
      } else {
        System.out.println(state);
      }
    }
  }

  @TearDown
  public void stop() throws Exception {
    resting.close();
    for (Feature feature : features) {
      feature.stop();
    }
  }

  @Benchmark
  public int readings() throws Exception {
    sample.clear();
    for (Feature feature : features) {
      feature.tick(false);
    }
    return sample.points().size();
  }

  @Benchmark
  public byte[] readingsWrittenDown() throws Exception {
    readings();
    return SeriesCodec.write(new SeriesSample(1, sample.points(), sample.histograms()));
  }
}
