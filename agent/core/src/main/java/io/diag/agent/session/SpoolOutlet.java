package io.diag.agent.session;

import io.diag.agent.memory.Sample;
import io.diag.agent.ship.Sender;
import io.diag.agent.ship.Spool;
import io.diag.wire.ItemKind;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import java.util.Collections;

/** Samples on their way to the collector, with what the spool counts of itself. */
final class SpoolOutlet implements SampleTaker.Outlet {
  private final Spool spool;
  private final Sender sender;

  SpoolOutlet(Spool spool, Sender sender) {
    this.spool = spool;
    this.sender = sender;
  }

  @Override
  public void deliver(Sample sample, long timeMillis) {
    sample.count("diag.agent.items.waiting", "{item}", spool.size());
    sample.count("diag.agent.items.dropped", "{item}", spool.dropped());
    sample.count("diag.agent.items.refused", "{item}", spool.refused());
    spool.add(
        ItemKind.SERIES,
        timeMillis,
        Collections.emptyMap(),
        SeriesCodec.write(new SeriesSample(timeMillis, sample.points(), sample.histograms())));
  }

  @Override
  public void announce() {
    sender.announce();
  }

  @Override
  public void kick() {
    sender.kick();
  }
}
