package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VirtualThreadsTest {
  @Test
  void theyAreOfferedFromJdk21OnInWhateverWayItSaysItsVersion() {
    assertThat(new String[] {"21", "21.0.4", "25-ea", "100.1"})
        .allMatch(jdk -> VirtualThreads.offered(jdk));
    assertThat(new String[] {"20.0.2", "17", "1.8", "1.8.0_402", "", "unknown"})
        .noneMatch(jdk -> VirtualThreads.offered(jdk));
  }
}
