package io.diag.agent.ship;

import io.diag.wire.CommandReport;
import java.util.List;

/** Where commands come from and reports go. The sampler's thread only; nothing blocks. */
public interface CommandLink {
  /** Sees to it that the collector can hand out commands; called about twice a second. */
  void step();

  /** What came since the last call; mostly nothing. */
  List<HandedCommand> take();

  /** Says what became of one. */
  void report(CommandReport report);

  /** Asks for no more; {@link #step} begins anew. */
  void stop();
}
