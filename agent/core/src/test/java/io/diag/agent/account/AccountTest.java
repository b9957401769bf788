package io.diag.agent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.agent.memory.ReadPoints;
import io.diag.agent.os.AgentThread;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.agent.session.Budget;
import io.diag.wire.FeatureState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong samples = new AtomicLong();
  private final OwnCpu own = new OwnCpu(samples::get);
  private final Budget budget = new Budget(0.01, line -> {});

  @Test
  void whatAThreadOfOursUsedStaysCountedAfterItsEnd() throws Exception {
    long before = AgentThread.cpuNanos();
    long[] used = new long[1];
    Thread thread =
        AgentThread.create(
            "diag-test",
            () -> {
              while (used[0] < 50_000_000) {
                used[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
              }
              assertThat(AgentThread.cpuNanos() - before).isGreaterThanOrEqualTo(used[0]);
            });
    thread.start();
    thread.join();
    assertThat(AgentThread.cpuNanos() - before).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void coresAreOurThreadsAndTheSamplesOnOthersPerTime() throws IOException {
    AccountReading reading = new AccountReading(budget, own, () -> 123, () -> 456, clock::get);
    Map<String, Double> first = ReadPoints.of(reading);
    assertThat(first)
        .containsEntry("diag.agent.memory", 123.0)
        .containsEntry("diag.agent.sent", 456.0)
        .containsEntry("diag.agent.cpu.budget", 0.01)
        .containsEntry("diag.agent.backoff", 0.0)
        .doesNotContainKey("diag.agent.cpu.cores");
    clock.addAndGet(5_000_000_000L);
    samples.addAndGet(100_000_000L);
    assertThat(ReadPoints.of(reading).get("diag.agent.cpu.cores")).isCloseTo(0.02, within(0.001));
  }

  @Test
  void whatIsUsedWithinAMomentCountsIntoTheNextReading() throws IOException {
    AccountReading reading = new AccountReading(budget, own, () -> 0, () -> 0, clock::get);
    ReadPoints.of(reading);
    clock.addAndGet(100_000_000L);
    samples.addAndGet(40_000_000L);
    assertThat(ReadPoints.of(reading)).doesNotContainKey("diag.agent.cpu.cores");
    clock.addAndGet(3_900_000_000L);
    assertThat(ReadPoints.of(reading).get("diag.agent.cpu.cores")).isCloseTo(0.01, within(0.001));
  }

  @Test
  void theLevelIsTheStateOfTheFeatureWithItsReason(@TempDir Path noProc) throws IOException {
    ProcessCpu process = new ProcessCpu(new ProcFs(noProc.toFile()));
    BudgetFeature feature = new BudgetFeature(budget, own, process, clock::get);
    assertThat(feature.start()).isEqualTo(FeatureState.on("budget"));
    FeatureState state = null;
    for (int i = 0; i < 25; i++) {
      clock.addAndGet(5_000_000_000L);
      samples.addAndGet(200_000_000L);
      state = feature.tick(false);
    }
    assertThat(state.status()).isEqualTo(FeatureState.Status.ON);
    assertThat(state.reason()).startsWith("back-off level 1 of 3, sampling is thinner");
  }
}
