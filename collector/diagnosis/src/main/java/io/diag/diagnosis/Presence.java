package io.diag.diagnosis;

/** Whether a JVM is there. Immutable. */
public final class Presence {
  private final String name;
  private final long silentMillis;
  private final long listenedMillis;
  private final long intervalMillis;
  private final String departure;

  private Presence(
      String name, long silentMillis, long listenedMillis, long intervalMillis, String departure) {
    this.name = name;
    this.silentMillis = silentMillis;
    this.listenedMillis = listenedMillis;
    this.intervalMillis = intervalMillis;
    this.departure = departure;
  }

  /**
   * @param name what a person calls it, as in {@code checkout (pid 4711 on web-1)}
   * @param silentMillis how long ago it was heard last
   * @param listenedMillis for how much of that it would have been heard: whoever listens may have
   *     been away
   * @param intervalMillis how often it should be heard
   */
  public static Presence there(
      String name, long silentMillis, long listenedMillis, long intervalMillis) {
    return new Presence(name, silentMillis, listenedMillis, intervalMillis, null);
  }

  /**
   * @param why one sentence: what its last word was
   */
  public static Presence departed(String name, String why) {
    return new Presence(name, 0, 0, 0, why);
  }

  public String name() {
    return name;
  }

  public long silentMillis() {
    return silentMillis;
  }

  /** For how much of its silence somebody listened. */
  public long listenedMillis() {
    return listenedMillis;
  }

  public long intervalMillis() {
    return intervalMillis;
  }

  /** Why it is not there any more, or null while it should be. */
  public String departure() {
    return departure;
  }
}
