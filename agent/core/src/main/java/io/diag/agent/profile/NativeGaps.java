package io.diag.agent.profile;

import io.diag.wire.VirtualThreads;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What the native profiler does not see on this JVM in any case. */
public final class NativeGaps {
  private NativeGaps() {}

  /** A sentence for a person by each event of which something is missing. */
  public static Map<SampledEvent, String> of(Map<String, String> systemProperties) {
    EnumMap<SampledEvent, String> gaps = new EnumMap<>(SampledEvent.class);
    if (VirtualThreads.offered(systemProperties.getOrDefault("java.specification.version", ""))) {
      gaps.put(SampledEvent.CPU, VirtualThreads.STACKS);
      gaps.put(SampledEvent.LOCK, VirtualThreads.WAITS);
      gaps.put(SampledEvent.WALL, VirtualThreads.WALL);
    }
    return Collections.unmodifiableMap(gaps);
  }
}
