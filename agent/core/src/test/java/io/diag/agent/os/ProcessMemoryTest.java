package io.diag.agent.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir Path root;

  @Test
  void residentSetIsReadInBytes() throws IOException {
    put("proc/self/status", "Name:\tjava\nVmRSS:\t  1234 kB\nRssAnon:\t 1 kB\n");
    assertThat(memory().rssBytes()).isEqualTo(1234 * 1024);
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    put("proc/self/status", "Name:\tjava\n");
    assertThatThrownBy(() -> memory().rssBytes()).hasMessage("/proc/self/status has no VmRSS:");
    put("proc/self/status", "VmRSS:\tmany kB\n");
    assertThatThrownBy(() -> memory().rssBytes()).hasMessageContaining("many");
  }

  private ProcessMemory memory() {
    return new ProcessMemory(new ProcFs(root.toFile()));
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
