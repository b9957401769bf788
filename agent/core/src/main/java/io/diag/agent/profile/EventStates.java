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
  private Map<SampledEvent, FeatureState> beforePause = Collections.emptyMap();

  FeatureState of(SampledEvent event) {
    FeatureState state = states.get(event);
    return state != null ? state : FeatureState.off(EventFeature.name(event), "not started yet");
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
