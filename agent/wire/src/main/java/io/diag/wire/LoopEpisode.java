package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The data of the event {@code loop-episode}: one event loop was blocked for a while. Immutable.
 */
public final class LoopEpisode {
  public static final String NAME = "loop-episode";

  private static final int MAX_NAME = 200;

  private final long loopId;
  private final String loopName;
  private final long startedAtMillis;
  private final double durationMillis;
  private final String blamed;
  private final Map<String, Double> millis;
  private final StackTree stack;
  private final Holder holder;
  private final long unsent;

  /** The thread that held what the loop waited for. */
  public static final class Holder {
    private final String lock;
    private final String thread;
    private final List<String> stack;

    /**
     * @param lock class and identity hash, as in {@code java.lang.Object@1b2c3d}
     * @param stack the innermost frame first; may be cut
     */
    public Holder(String lock, String thread, List<String> stack) {
      this.lock = Objects.requireNonNull(lock, "lock");
      this.thread = Objects.requireNonNull(thread, "thread");
      this.stack = Collections.unmodifiableList(new ArrayList<>(stack));
    }

    public String lock() {
      return lock;
    }

    public String thread() {
      return thread;
    }

    public List<String> stack() {
      return stack;
    }
  }

  /**
   * @param loopId as the series of the loop have it in {@code diag.loop.id}
   * @param startedAtMillis by the JVM's clock
   * @param blamed {@code pkg.Class.method}, or null if no sample of its stack was taken
   * @param millis what the time was spent on, by {@code cpu}, {@code runQueue}, {@code gc}, {@code
   *     monitor}, {@code parked} and {@code io}; what is not known is absent
   * @param holder null if it waited for no lock that somebody held
   * @param unsent episodes of any loop since the last one sent that were counted only
   */
  public LoopEpisode(
      long loopId,
      String loopName,
      long startedAtMillis,
      double durationMillis,
      String blamed,
      Map<String, Double> millis,
      StackTree stack,
      Holder holder,
      long unsent) {
    this.loopId = loopId;
    this.loopName = loopName.substring(0, Math.min(MAX_NAME, loopName.length()));
    this.startedAtMillis = startedAtMillis;
    this.durationMillis = durationMillis;
    this.blamed = blamed;
    this.millis = Collections.unmodifiableMap(new LinkedHashMap<>(millis));
    this.stack = stack;
    this.holder = holder;
    this.unsent = unsent;
  }

  /** The same, sent after so many others that were not. */
  public LoopEpisode after(long others) {
    return new LoopEpisode(
        loopId, loopName, startedAtMillis, durationMillis, blamed, millis, stack, holder, others);
  }

  public long loopId() {
    return loopId;
  }

  public String loopName() {
    return loopName;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  public double durationMillis() {
    return durationMillis;
  }

  /** Null if it is not known. */
  public String blamed() {
    return blamed;
  }

  public Map<String, Double> millis() {
    return millis;
  }

  /** Not to be changed. */
  public StackTree stack() {
    return stack;
  }

  /** Or null. */
  public Holder holder() {
    return holder;
  }

  public long unsent() {
    return unsent;
  }

  /** Its time is when the episode began. */
  public Event event() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("loop", loopId);
    data.put("name", loopName);
    data.put("durationMillis", durationMillis);
    if (blamed != null) {
      data.put("blamed", blamed);
    }
    data.put("millis", millis);
    data.put("samples", stack.samples());
    data.put("stack", stack.rows());
    if (holder != null) {
      Map<String, Object> held = new LinkedHashMap<>();
      held.put("lock", holder.lock());
      held.put("thread", holder.thread());
      held.put("stack", holder.stack());
      data.put("heldBy", held);
    }
    if (unsent > 0) {
      data.put("unsent", unsent);
    }
    return new Event(startedAtMillis, NAME, data);
  }

  /**
   * @throws WireException if the data are not those of such an event
   */
  public static LoopEpisode of(Event event) throws WireException {
    EventFields fields = new EventFields(event);
    EventFields held = fields.object("heldBy");
    return new LoopEpisode(
        (long) fields.number("loop"),
        fields.text("name"),
        event.timeMillis(),
        fields.number("durationMillis"),
        fields.textOrNull("blamed"),
        fields.numbers("millis"),
        StackTree.of(fields.count("samples"), fields.any("stack")),
        held == null
            ? null
            : new Holder(held.text("lock"), held.text("thread"), held.texts("stack")),
        fields.count("unsent"));
  }
}
