package io.diag.wire;

import java.util.Objects;

/** One feature of the agent (a profile, a group of series): on, off or failed, and why. */
public final class FeatureState {
  /** Whether the feature collects. */
  public enum Status {
    ON("on"),
    OFF("off"),
    FAILED("failed");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /**
     * @throws WireException if the label is none of the three
     */
    static Status ofLabel(String label) throws WireException {
      for (Status status : values()) {
        if (status.label.equals(label)) {
          return status;
        }
      }
      throw new WireException("feature state is '" + label + "'; expected on, off or failed");
    }
  }

  private final String name;
  private final Status status;
  private final String reason;

  private FeatureState(String name, Status status, String reason) {
    this.name = Objects.requireNonNull(name, "name");
    this.status = Objects.requireNonNull(status, "status");
    this.reason = reason;
  }

  public static FeatureState on(String name) {
    return new FeatureState(name, Status.ON, null);
  }

  /** On, with what a person should know of it, as that a part of it is missing. */
  public static FeatureState on(String name, String note) {
    return new FeatureState(name, Status.ON, note);
  }

  public static FeatureState off(String name, String reason) {
    return new FeatureState(name, Status.OFF, reason);
  }

  public static FeatureState failed(String name, String reason) {
    return new FeatureState(name, Status.FAILED, reason);
  }

  static FeatureState of(String name, Status status, String reason) {
    return new FeatureState(name, status, reason);
  }

  public String name() {
    return name;
  }

  public Status status() {
    return status;
  }

  /** One sentence for a person, or null when there is nothing to say. */
  public String reason() {
    return reason;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FeatureState)) {
      return false;
    }
    FeatureState that = (FeatureState) other;
    return name.equals(that.name) && status == that.status && Objects.equals(reason, that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, status, reason);
  }

  @Override
  public String toString() {
    return name + " " + status.label() + (reason == null ? "" : " (" + reason + ")");
  }
}
