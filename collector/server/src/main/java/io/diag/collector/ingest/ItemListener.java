package io.diag.collector.ingest;

import io.diag.collector.store.ItemKey;
import io.diag.wire.Event;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.util.List;

/**
 * Hears of items once they are stored, each of them once, but not of what a JVM left behind: that
 * is over. Called by the thread that answers the agent, so it must return soon and must not throw.
 */
public interface ItemListener {
  void series(ItemKey key, List<Point> points, List<HistogramPoint> histograms);

  void event(String jvmId, Event event);

  /** Tells the one, then the other. */
  static ItemListener both(ItemListener first, ItemListener second) {
    return new ItemListener() {
      @Override
      public void series(ItemKey key, List<Point> points, List<HistogramPoint> histograms) {
        first.series(key, points, histograms);
        second.series(key, points, histograms);
      }

      @Override
      public void event(String jvmId, Event event) {
        first.event(jvmId, event);
        second.event(jvmId, event);
      }
    };
  }
}
