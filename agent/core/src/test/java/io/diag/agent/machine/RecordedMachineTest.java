package io.diag.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diag.agent.memory.ReadPoints;
import io.diag.agent.os.RecordedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machine, CPU quota and file descriptors, from files as kernels write them. */
class RecordedMachineTest {
  @TempDir Path root;
  private RecordedFiles recorded;

  @BeforeEach
  void start() {
    recorded = new RecordedFiles(root);
  }

  @Test
  void coresBusyAndStolenAreTicksPerTimeSinceTheReadingBefore() throws IOException {
    AtomicLong clock = new AtomicLong();
    MachineCpuReading reading = new MachineCpuReading(recorded.files(), clock::get);
    recorded.put("proc/stat", "cpu  100 0 100 5000 50 0 0 10 0 0\ncpu0 1 2 3\nintr 1 2 3\n");
    assertThat(ReadPoints.of(reading)).isEmpty();
    clock.addAndGet(10_000_000);
    assertThat(ReadPoints.of(reading)).as("10 ms are too short").isEmpty();
    clock.addAndGet(4_990_000_000L);
    // 5 s are 500 ticks: 600 user, 100 system, 50 soft interrupts; iowait and guests do not count
    recorded.put("proc/stat", "cpu  700 0 200 5100 950 0 50 110 600 0\n");
    Map<String, Double> points = ReadPoints.of(reading);
    assertThat(points.get("diag.machine.cpu.used")).isCloseTo(1.5, within(1e-9));
    assertThat(points.get("diag.machine.cpu.steal")).isCloseTo(0.2, within(1e-9));
    recorded.put("proc/stat", "cpu hot\n");
    assertThatThrownBy(() -> ReadPoints.of(reading)).hasMessageContaining("cpu hot");
  }

  @Test
  void loadAndPressureAreReadAsTheyStand() throws IOException {
    recorded.put("proc/loadavg", "1.25 0.80 0.50 2/345 6789\n");
    assertThat(ReadPoints.of(new LoadReading(recorded.files())))
        .isEqualTo(Map.of("diag.machine.load", 1.25));
    for (String resource : new String[] {"cpu", "memory", "io"}) {
      recorded.put(
          "proc/pressure/" + resource,
          "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\nfull avg10=0.00 total=9\n");
    }
    assertThat(ReadPoints.of(new PressureReading(recorded.files())))
        .containsEntry("diag.machine.pressure.time [memory]", 1.5)
        .hasSize(3);
  }

  @Test
  void onAnOldKernelDescriptorsAreListedAndOurOwnListingIsLeftOut() throws IOException {
    recorded.put("proc/sys/kernel/osrelease", "5.10.0-21-amd64\n");
    for (int i = 0; i < 8; i++) {
      recorded.put("proc/self/fd/" + i, "");
    }
    recorded.put(
        "proc/self/limits",
        "Limit  Soft Limit  Hard Limit  Units\nMax open files   1024   524288   files\n");
    assertThat(ReadPoints.of(new DescriptorReading(recorded.files())))
        .isEqualTo(Map.of("diag.process.fds", 7.0, "diag.process.fds.limit", 1024.0));
    recorded.put("proc/self/limits", "Max open files   unlimited   unlimited   files\n");
    assertThat(ReadPoints.of(new DescriptorReading(recorded.files())))
        .containsOnlyKeys("diag.process.fds");
  }

  @Test
  void versionTwoTakesTheSmallestQuotaAndTheThrottlingOfItsGroup() throws IOException {
    recorded
        .put("proc/self/cgroup", "0::/pod/app\n")
        .put("proc/self/mountinfo", RecordedFiles.mount("/", "/cg", "cgroup2", "rw"))
        .put("cg/pod/app/cpu.max", "max 100000\n")
        .put("cg/pod/app/cpu.stat", "usage_usec 5\nnr_periods 0\nnr_throttled 0\n")
        .put("cg/pod/cpu.max", "150000 100000\n")
        .put(
            "cg/pod/cpu.stat",
            "usage_usec 5\nnr_periods 100\nnr_throttled 25\nthrottled_usec 2500000\n");
    assertThat(ReadPoints.of(new CgroupCpuReading(recorded.files())))
        .isEqualTo(
            Map.of(
                "diag.cgroup.cpu.quota", 1.5,
                "diag.cgroup.cpu.periods", 100.0,
                "diag.cgroup.cpu.throttled.periods", 25.0,
                "diag.cgroup.cpu.throttled.time", 2.5));
  }

  @Test
  void versionOneSaysNoQuotaByMinusOneAndThrottlingInNanoseconds() throws IOException {
    recorded
        .put("proc/self/cgroup", "4:cpu,cpuacct:/docker/abc\n")
        .put(
            "proc/self/mountinfo",
            RecordedFiles.mount("/docker/abc", "/cg", "cgroup", "rw,cpu,cpuacct"))
        .put("cg/cpu.cfs_quota_us", "-1\n")
        .put("cg/cpu.cfs_period_us", "100000\n")
        .put("cg/cpu.stat", "nr_periods 8\nnr_throttled 2\nthrottled_time 500000000\n");
    CgroupCpuReading reading = new CgroupCpuReading(recorded.files());
    assertThat(ReadPoints.of(reading))
        .isEqualTo(
            Map.of(
                "diag.cgroup.cpu.periods", 8.0,
                "diag.cgroup.cpu.throttled.periods", 2.0,
                "diag.cgroup.cpu.throttled.time", 0.5));
    recorded.put("cg/cpu.cfs_quota_us", "50000\n");
    assertThat(ReadPoints.of(reading)).containsEntry("diag.cgroup.cpu.quota", 0.5);
  }

  @Test
  void withoutTheFilesEachReadingSaysWhichIsMissing() {
    assertThatThrownBy(() -> ReadPoints.of(new LoadReading(recorded.files())))
        .hasMessageContaining("loadavg");
    assertThatThrownBy(() -> ReadPoints.of(new PressureReading(recorded.files())))
        .hasMessageContaining("pressure");
    recorded.put("proc/self/cgroup", "2:cpuset:/\n").put("proc/self/mountinfo", "");
    assertThatThrownBy(() -> ReadPoints.of(new CgroupCpuReading(recorded.files())))
        .hasMessage("this process is in no control group that shares out CPU time");
  }
}
