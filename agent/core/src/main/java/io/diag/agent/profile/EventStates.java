package io.diag.agent.profile;

import io.diag.wire.FeatureState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Of each event that is sampled always: whether it is, and if not, why. Read by any thread. */
final class EventStates {
  static final String PAUSED = "paused: the agent is over its budget";

  private static final SampledEvent[] ALWAYS = {
    SampledEvent.CPU, SampledEvent.ALLOC, SampledEvent.LOCK
  };

  private volatile Map<SampledEvent, FeatureState> states = Collections.emptyMap();
  private volatile int lockEvery = 1;
  private Map<SampledEvent, FeatureState> beforePause = Collections.emptyMap();

  FeatureState of(SampledEvent event) {
    FeatureState state = states.get(event);
    if (state == null) {
      return FeatureState.off(EventFeature.name(event), "not started yet");
    }
    boolean sometimes = event == SampledEvent.LOCK && lockEvery > 1 && isSampled(state);
    return sometimes
        ? FeatureState.on(state.name(), joined(state.reason(), partOfTheTime(lockEvery)))
        : state;
  }

  /**
   * @param spans of which one samples locks; 1 when all do
   */
  void locksOneSpanIn(int spans) {
    lockEvery = spans;
  }

  private static boolean isSampled(FeatureState state) {
    return state.status() == FeatureState.Status.ON && !PAUSED.equals(state.reason());
  }

  private static String partOfTheTime(int spans) {
    return "sampled a part of the time (one span in "
        + spans
        + "), since threads wait so often that more would be felt";
  }

  /**
   * @param missing why events are not sampled
   * @param how that another source than the first is used, and why, or null
   * @param gap what the source does not see of an event in any case, or null
   */
  void on(Map<SampledEvent, String> missing, String how, Function<SampledEvent, String> gap) {
    EnumMap<SampledEvent, FeatureState> next = new EnumMap<>(SampledEvent.class);
    for (SampledEvent event : ALWAYS) {
      String name = EventFeature.name(event);
      String absent = missing.get(event);
      next.put(
          event,
          absent != null
              ? FeatureState.off(name, absent)
              : FeatureState.on(name, joined(how, gap.apply(event))));
    }
    states = next;
  }

  void off(String why) {
    all(name -> FeatureState.off(name, why));
  }

  void failed(String why) {
    all(name -> FeatureState.failed(name, why));
  }

  /** On, but nothing is sampled for now. */
  void paused() {
    beforePause = states;
    all(name -> FeatureState.on(name, PAUSED));
  }

  void resumed() {
    states = beforePause;
  }

  private static String joined(String how, String gap) {
    return how == null ? gap : gap == null ? how : how + "; " + gap;
  }

  private void all(Function<String, FeatureState> state) {
    EnumMap<SampledEvent, FeatureState> next = new EnumMap<>(SampledEvent.class);
    for (SampledEvent event : ALWAYS) {
      next.put(event, state.apply(EventFeature.name(event)));
    }
    states = next;
  }
}
