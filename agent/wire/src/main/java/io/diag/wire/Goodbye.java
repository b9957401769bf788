package io.diag.wire;

import java.util.Objects;

/** The last word of a session: why there will be no more items. */
public final class Goodbye {
  /** Why the session ends. */
  public enum Reason {
    /** The agent was detached; the JVM goes on. */
    DETACHED("detached"),
    /** The JVM shuts down in an orderly way. */
    ENDED("ended");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    static Reason ofLabel(String label) throws WireException {
      for (Reason reason : values()) {
        if (reason.label.equals(label)) {
          return reason;
        }
      }
      throw new WireException("reason is '" + label + "'; expected detached or ended");
    }
  }

  private final long timeMillis;
  private final Reason reason;

  public Goodbye(long timeMillis, Reason reason) {
    this.timeMillis = timeMillis;
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public long timeMillis() {
    return timeMillis;
  }

  public Reason reason() {
    return reason;
  }
}
