package io.diag.agent.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectBoundTest {
  @Test
  void withoutTheOptionItIsTheMostTheHeapMayTake() {
    assertThat(new HotSpotFlags().get("MaxDirectMemorySize")).isEqualTo("0");
    assertThat(DirectBound.bytes()).isEqualTo(Runtime.getRuntime().maxMemory());
  }
}
