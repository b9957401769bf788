package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Histogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopRowTest {
  @Test
  void theBusiestComesFirstAndWhatIsNotKnownIsEmpty() {
    Histogram ticks =
        new Histogram(100, 0.5, 0.21, new double[] {0.001, 0.225}, new long[] {98, 2});
    List<LoopReading> loops =
        List.of(
            new LoopReading(1, "own", null, null, 0.004, null),
            new LoopReading(2, "n-1", Framework.NETTY, LoopRole.LOOP, 0.62, ticks));
    assertThat(LoopRow.busiestFirst(loops))
        .containsExactly(
            "n-1\tnetty\tloop\t62%\t100\t1.00\t210.00\t210.00", "own\t\t\t0%\t0\t\t\t");
  }
}
