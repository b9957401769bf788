package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopRowsTest {
  @Test
  void loopsStandBelowEachOther() {
    Map<String, String> reply = new LinkedHashMap<>();
    reply.put("state", "on");
    reply.put("loop.0", "nioEventLoopGroup-2-1\tnetty\tloop\t62%\t4821\t0.13\t4.72\t203.40");
    reply.put("loop.1", "own\t\t\t0%\t0\t\t\t");
    assertThat(LoopRows.of(reply).lines())
        .containsExactly(
            "LOOP                   FRAMEWORK  ROLE  BUSY  TICKS  P50 ms  P99 ms  MAX ms",
            "nioEventLoopGroup-2-1  netty      loop   62%   4821    0.13    4.72  203.40",
            "own                                       0%      0                        ");
  }

  @Test
  void whatANewerAgentAddsIsLeftOutAndWhatAnOlderLacksIsEmpty() {
    Map<String, String> reply = new LinkedHashMap<>();
    reply.put("loop.0", "a\tb\tc\td\te\tf\tg\th\tnew");
    reply.put("loop.1", "a");
    assertThat(LoopRows.of(reply).lines().get(1)).doesNotContain("new").endsWith("h");
    assertThat(LoopRows.of(reply).lines()).hasSize(3);
  }

  @Test
  void withoutLoopsThereIsNoTable() {
    assertThat(LoopRows.of(Map.of("state", "off")).isEmpty()).isTrue();
  }
}
