package io.diag.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.os.RecordedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory of process and control group, from files as kernels write them. */
class RecordedMemoryTest {
  @TempDir Path root;
  private RecordedFiles recorded;

  @BeforeEach
  void start() {
    recorded = new RecordedFiles(root);
  }

  @Test
  void residentMemoryIsToldByKindOfPage() throws IOException {
    recorded.put(
        "proc/self/status",
        """
        Name:	java
        VmPeak:	 9999 kB
        VmRSS:	   1234 kB
        RssAnon:	    1000 kB
        RssFile:	     200 kB
        RssShmem:	      34 kB
        VmSwap:	       7 kB
        """);
    recorded.put("proc/meminfo", "MemTotal:       4000 kB\nMemFree: 1 kB\nMemAvailable: 3000 kB\n");
    assertThat(ReadPoints.of(new ProcessMemoryReading(recorded.files())))
        .isEqualTo(
            Map.of(
                "diag.process.rss", 1234.0 * 1024,
                "diag.process.rss.anon", 1000.0 * 1024,
                "diag.process.rss.file", 200.0 * 1024,
                "diag.process.rss.shmem", 34.0 * 1024,
                "diag.process.swap", 7.0 * 1024,
                "diag.machine.memory.total", 4000.0 * 1024,
                "diag.machine.memory.available", 3000.0 * 1024));
  }

  @Test
  void whatAnOldKernelDoesNotTellIsAbsentAndWhatIsMalformedIsSaid() throws IOException {
    recorded.put("proc/self/status", "VmRSS:\t 12 kB\n").put("proc/meminfo", "MemTotal: 4 kB\n");
    ProcessMemoryReading reading = new ProcessMemoryReading(recorded.files());
    assertThat(ReadPoints.of(reading))
        .containsOnlyKeys("diag.process.rss", "diag.machine.memory.total");
    recorded.put("proc/self/status", "Name: java\n");
    assertThatThrownBy(() -> ReadPoints.of(reading)).hasMessage("/proc/self/status has no VmRSS");
    recorded.put("proc/self/status", "VmRSS: many kB\n");
    assertThatThrownBy(() -> ReadPoints.of(reading)).hasMessageContaining("many");
  }

  @Test
  void versionTwoTellsSwapAndWhatRanShort() throws IOException {
    recorded
        .put("proc/self/cgroup", "0::/pod/app\n")
        .put("proc/self/mountinfo", RecordedFiles.mount("/", "/cg", "cgroup2", "rw"))
        .put("cg/pod/app/memory.max", "5000\n")
        .put("cg/pod/app/memory.current", "4000\n")
        .put("cg/pod/app/memory.swap.current", "30\n")
        .put("cg/pod/app/memory.events", "low 0\nhigh 1\nmax 21\noom 3\noom_kill 2\n");
    assertThat(ReadPoints.of(new CgroupReading(recorded.files())))
        .isEqualTo(
            Map.of(
                "diag.cgroup.memory.limit", 5000.0,
                "diag.cgroup.memory.usage", 4000.0,
                "diag.cgroup.memory.swap", 30.0,
                "diag.cgroup.memory.events [max]", 21.0,
                "diag.cgroup.memory.events [oom]", 3.0,
                "diag.cgroup.memory.events [oom_kill]", 2.0));
  }

  @Test
  void versionOneTellsSwapAsMemoryAndSwapLessMemory() throws IOException {
    recorded
        .put("proc/self/cgroup", "5:memory:/app\n")
        .put("proc/self/mountinfo", RecordedFiles.mount("/", "/cg", "cgroup", "rw,memory"))
        .put("cg/app/memory.limit_in_bytes", "9223372036854771712\n")
        .put("cg/app/memory.usage_in_bytes", "4000\n")
        .put("cg/app/memory.memsw.usage_in_bytes", "4096\n")
        .put("cg/app/memory.failcnt", "5\n")
        .put("cg/app/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
    assertThat(ReadPoints.of(new CgroupReading(recorded.files())))
        .isEqualTo(
            Map.of(
                "diag.cgroup.memory.usage", 4000.0,
                "diag.cgroup.memory.swap", 96.0,
                "diag.cgroup.memory.events [max]", 5.0,
                "diag.cgroup.memory.events [oom_kill]", 1.0));
  }
}
