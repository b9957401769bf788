package io.diag.collector.store;

/** What a profile counts. The codes are stored: add, never renumber. */
public enum ProfileEvent {
  CPU(1, "cpu", "ns"),
  WALL(2, "wall", "ns"),
  ALLOC(3, "alloc", "By"),
  LIVE(4, "live", "By"),
  LOCK(5, "lock", "ns"),
  NATIVEMEM(6, "nativemem", "By"),
  THREADSTART(7, "threadstart", "{thread}"),
  CLASSLOAD(8, "classload", "{class}"),
  FILEMAP(9, "filemap", "{mapping}");

  private final int code;
  private final String label;
  private final String unit;

  ProfileEvent(int code, String label, String unit) {
    this.code = code;
    this.label = label;
    this.unit = unit;
  }

  public int code() {
    return code;
  }

  /** The word that the wire and the API use. */
  public String label() {
    return label;
  }

  /** Of what its samples weigh: {@code ns}, {@code By} or what is counted. */
  public String unit() {
    return unit;
  }

  /** The event with this label, or null. */
  public static ProfileEvent ofLabel(String label) {
    for (ProfileEvent event : values()) {
      if (event.label.equals(label)) {
        return event;
      }
    }
    return null;
  }
}
