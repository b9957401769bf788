package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherProfilerTest {
  private static final String LINE = "7f00-7f10 r-xp 00000000 fe:00 12    ";

  @TempDir Path root;

  @Test
  void anotherCopyIsFoundUnderAnyOfItsNames() throws IOException {
    maps(LINE + "/opt/app/libasyncProfiler.so\n");
    assertThat(find(null)).isEqualTo("/opt/app/libasyncProfiler.so");
    maps(LINE + "/tmp/libasyncProfiler-linux-x64-1af.so (deleted)\n");
    assertThat(find(null)).isEqualTo("/tmp/libasyncProfiler-linux-x64-1af.so");
    maps(LINE + "/tmp/dd/libjavaProfiler123.so\n");
    assertThat(find(null)).isEqualTo("/tmp/dd/libjavaProfiler123.so");
  }

  @Test
  void ourOwnCopyIsNotAnother() throws IOException {
    maps(LINE + "/tmp/diag-1/libasyncProfiler.so (deleted)\n" + LINE + "/usr/lib/libc.so.6\n");
    assertThat(find("/tmp/diag-1/libasyncProfiler.so")).isNull();
  }

  @Test
  void withoutProcNothingSpeaksAgainstStarting() {
    assertThat(find(null)).isNull();
  }

  private String find(String ours) {
    return new OtherProfiler(new ProcFs(root.toFile())).find(ours);
  }

  private void maps(String text) throws IOException {
    Path file = root.resolve("proc/self/maps");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
