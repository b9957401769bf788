package io.diag.collector.query;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which JVMs a person looked at lately. Any thread; holds an entry for each known JVM at most. */
public final class Watchers {
  private static final long LATELY_MILLIS = TimeUnit.SECONDS.toMillis(60);

  private final Clock clock;
  private final Map<String, Long> lookedAt = new ConcurrentHashMap<>();

  public Watchers(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param jvmId of a JVM that is known
   */
  public void looked(String jvmId) {
    long now = clock.millis();
    lookedAt.values().removeIf(time -> now - time > LATELY_MILLIS);
    lookedAt.put(jvmId, now);
  }

  public boolean watched(String jvmId) {
    Long time = lookedAt.get(jvmId);
    return time != null && clock.millis() - time <= LATELY_MILLIS;
  }
}
