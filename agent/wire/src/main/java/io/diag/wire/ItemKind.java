package io.diag.wire;

/** The kinds of item an agent ships, with the media type of each one's body. */
public enum ItemKind {
  /** A {@link SeriesSample} as JSON. */
  SERIES("series", "application/json"),
  /** One self-contained JFR chunk as the profiler wrote it. */
  PROFILE("profile", "application/octet-stream"),
  /** A {@link CommandReport} as JSON. */
  COMMAND("command", "application/json"),
  /** An {@link Event} as JSON. */
  EVENT("event", "application/json"),
  /** A {@link Goodbye} as JSON: the last item of a session. */
  GOODBYE("goodbye", "application/json");

  private final String label;
  private final String mediaType;

  ItemKind(String label, String mediaType) {
    this.label = label;
    this.mediaType = mediaType;
  }

  /** The word that stands in {@link Wire#KIND_HEADER}. */
  public String label() {
    return label;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The kind with this label, or null: a newer agent may know more kinds than we do. */
  public static ItemKind ofLabel(String label) {
    for (ItemKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    return null;
  }
}
