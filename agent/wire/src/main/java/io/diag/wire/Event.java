package io.diag.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Something that happened in a JVM at one moment. Immutable. */
public final class Event {
  private final long timeMillis;
  private final String name;
  private final Map<String, Object> data;

  /**
   * @param timeMillis epoch milliseconds by the JVM's clock
   * @param name what happened, as in {@code deadlock}
   * @param data maps, lists, strings, booleans and numbers; not to be changed below its first level
   */
  public Event(long timeMillis, String name, Map<String, ?> data) {
    this.timeMillis = timeMillis;
    this.name = Objects.requireNonNull(name, "name");
    this.data = Collections.unmodifiableMap(new LinkedHashMap<String, Object>(data));
  }

  public long timeMillis() {
    return timeMillis;
  }

  public String name() {
    return name;
  }

  public Map<String, Object> data() {
    return data;
  }
}
