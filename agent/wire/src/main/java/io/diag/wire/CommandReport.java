package io.diag.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What an agent says of a command it was handed. Immutable. */
public final class CommandReport {
  /** How far it got. */
  public enum State {
    RUNNING("running"),
    DONE("done"),
    FAILED("failed"),
    CANCELLED("cancelled");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** Whether nothing more comes. */
    public boolean isFinal() {
      return this != RUNNING;
    }

    /**
     * @throws WireException if the label is none of the four
     */
    static State ofLabel(String label) throws WireException {
      for (State state : values()) {
        if (state.label.equals(label)) {
          return state;
        }
      }
      throw new WireException(
          "state is '" + label + "'; expected running, done, failed or cancelled");
    }
  }

  private final long timeMillis;
  private final String id;
  private final State state;
  private final Double progress;
  private final String message;
  private final Map<String, Object> result;

  /**
   * @param progress from 0 to 1, or null when it is not known
   * @param message what a person reads, or null
   * @param result maps, lists, strings, booleans and numbers by name, or null
   */
  public CommandReport(
      long timeMillis,
      String id,
      State state,
      Double progress,
      String message,
      Map<String, ?> result) {
    this.timeMillis = timeMillis;
    this.id = Objects.requireNonNull(id, "id");
    this.state = Objects.requireNonNull(state, "state");
    this.progress = progress;
    this.message = message;
    this.result =
        result == null
            ? null
            : Collections.unmodifiableMap(new LinkedHashMap<String, Object>(result));
  }

  public long timeMillis() {
    return timeMillis;
  }

  /** The command's. */
  public String id() {
    return id;
  }

  public State state() {
    return state;
  }

  /** From 0 to 1, or null. */
  public Double progress() {
    return progress;
  }

  /** Or null. */
  public String message() {
    return message;
  }

  /** Or null. */
  public Map<String, Object> result() {
    return result;
  }
}
