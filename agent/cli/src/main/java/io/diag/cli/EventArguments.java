package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
import java.util.Map;
import one.convert.Arguments;
import one.jfr.JfrReader;
import one.jfr.event.EventCollector;

/** What of a recording to convert and how, in the converter's own terms. */
final class EventArguments extends Arguments {
  private final EventWeights weights;

  /** async-profiler marks samples of CPU time apart from others. */
  private final boolean ofAsyncProfiler;

  private EventArguments(EventWeights weights, String title, boolean ofAsyncProfiler) {
    this.weights = weights;
    this.title = title;
    this.ofAsyncProfiler = ofAsyncProfiler;
    RecordedEvent event = weights.event();
    cpu = event == RecordedEvent.CPU && ofAsyncProfiler;
    wall = event == RecordedEvent.WALL;
    alloc = event == RecordedEvent.ALLOC;
    lock = event == RecordedEvent.LOCK;
    live = event == RecordedEvent.LIVE;
    nativemem = event == RecordedEvent.NATIVEMEM;
    trace = event.isCounted();
    leak = nativemem; // what was given back in time is not counted
    tail = 0; // and nothing is left out for being young
    dot = true;
    norm = true; // lambdas and hidden classes without the numbers of this run
  }

  /**
   * @param title of a page
   */
  static EventArguments of(JfrReader jfr, EventWeights weights, String title) {
    return new EventArguments(weights, title, isOfAsyncProfiler(jfr));
  }

  EventCollector collector(JfrReader jfr) {
    return new WeighedEvents(jfr, weights, alloc && !ofAsyncProfiler);
  }

  /** async-profiler has a state of its own for it; JFR samples running threads only. */
  private static boolean isOfAsyncProfiler(JfrReader jfr) {
    Map<Integer, String> states = jfr.enums.get("jdk.types.ThreadState");
    return states == null || states.containsValue("STATE_DEFAULT");
  }
}
