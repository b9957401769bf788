package io.diag.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupMemoryTest {
  @TempDir Path root;

  @Test
  void versionTwoTakesTheSmallestLimitOnTheWayUp() throws IOException {
    put("proc/self/cgroup", "0::/pod/app\n");
    put("proc/self/mountinfo", mount("/", "/sys/fs/cgroup", "cgroup2", "rw"));
    put("sys/fs/cgroup/pod/app/memory.max", "max\n");
    put("sys/fs/cgroup/pod/app/memory.current", "1000\n");
    put("sys/fs/cgroup/pod/memory.max", "5000\n");
    put("sys/fs/cgroup/memory.max", "9000\n");
    assertThat(find().limitBytes()).isEqualTo(5000);
    assertThat(find().usageBytes()).isEqualTo(1000);
  }

  @Test
  void insideAContainerOfVersionOneThePathIsRelativeToTheMount() throws IOException {
    put("proc/self/cgroup", "5:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n0::/\n");
    put(
        "proc/self/mountinfo",
        mount("/docker/abc", "/sys/fs/cgroup/memory", "cgroup", "rw,memory")
            + mount("/", "/sys/fs/cgroup/unified", "cgroup2", "rw"));
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "7000\n");
    assertThat(find().limitBytes()).isEqualTo(7000);
  }

  @Test
  void aNumberNearTheLargestMeansNoLimit() throws IOException {
    put("proc/self/cgroup", "5:memory:/\n");
    put("proc/self/mountinfo", mount("/", "/cg", "cgroup", "rw,memory"));
    put("cg/memory.limit_in_bytes", "9223372036854771712\n");
    put("cg/memory.usage_in_bytes", "12\n");
    assertThat(find().limitBytes()).isNull();
    assertThat(find().usageBytes()).isEqualTo(12);
  }

  @Test
  void withoutAMemoryControllerThereIsNone() throws IOException {
    put("proc/self/cgroup", "2:cpu:/\n");
    put("proc/self/mountinfo", mount("/", "/cg", "cgroup", "rw,cpu"));
    assertThat(find()).isNull();
  }

  @Test
  void aPathThatLeavesTheMountIsTakenAsTheMountItself() throws IOException {
    put("proc/self/cgroup", "0::/../other\n");
    put("proc/self/mountinfo", mount("/", "/cg", "cgroup2", "rw"));
    put("cg/memory.max", "77\n");
    assertThat(find().limitBytes()).isEqualTo(77);
  }

  private CgroupMemory find() throws IOException {
    return CgroupMemory.find(new ProcFs(root.toFile()));
  }

  private static String mount(String from, String to, String type, String options) {
    return "30 24 0:26 "
        + from
        + " "
        + to
        + " rw,nosuid shared:4 - "
        + type
        + " cgroup "
        + options
        + "\n";
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
