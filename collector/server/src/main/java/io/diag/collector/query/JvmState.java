package io.diag.collector.query;

import io.diag.collector.store.Jvm;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether a JVM is there, as the API says it. */
public enum JvmState {
  LIVE("live"),
  DETACHED("detached"),
  ENDED("ended"),
  LOST("lost");

  private static final long SHORTEST_SILENCE_MILLIS = 15_000;
  private static final int INTERVALS_OF_SILENCE = 3;

  private final String label;

  JvmState(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * @param nowMillis by the collector's clock
   */
  public static JvmState of(Jvm jvm, long nowMillis) {
    if (jvm.goodbye() != null) {
      return switch (jvm.goodbye()) {
        case DETACHED -> DETACHED;
        case ENDED -> ENDED;
      };
    }
    long silence =
        Math.max(SHORTEST_SILENCE_MILLIS, INTERVALS_OF_SILENCE * jvm.hello().intervalMillis());
    return nowMillis - jvm.lastSeenAtMillis() > silence ? LOST : LIVE;
  }

  /** How many JVMs are in each state, by its label. */
  public static Map<String, Double> counts(Collection<Jvm> jvms, long nowMillis) {
    Map<String, Double> counts = new LinkedHashMap<>();
    for (JvmState state : values()) {
      counts.put(state.label, 0.0);
    }
    jvms.forEach(jvm -> counts.merge(of(jvm, nowMillis).label, 1.0, Double::sum));
    return counts;
  }
}
