package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of the events {@code deadlock} and {@code deadlock-gone}. Immutable. */
public final class DeadlockEvent {
  /** Threads were found to wait for each other in a circle. */
  public static final String FOUND = "deadlock";

  /** A circle that was reported is there no more. */
  public static final String GONE = "deadlock-gone";

  private final String id;
  private final List<Member> threads;

  /** One thread of the circle: it waits for a lock that the next one holds. */
  public static final class Member {
    private final long threadId;
    private final String name;
    private final String waitsFor;
    private final String heldBy;
    private final List<String> stack;

    public Member(long threadId, String name, String waitsFor, String heldBy, List<String> stack) {
      this.threadId = threadId;
      this.name = name;
      this.waitsFor = waitsFor;
      this.heldBy = heldBy;
      this.stack = Collections.unmodifiableList(new ArrayList<>(stack));
    }

    public long threadId() {
      return threadId;
    }

    public String name() {
      return name;
    }

    /** Class and identity hash of the lock, as in {@code java.lang.Object@1b2c3d}. */
    public String waitsFor() {
      return waitsFor;
    }

    /** The name of the thread that holds it. */
    public String heldBy() {
      return heldBy;
    }

    /** From the top downwards; may be cut. */
    public List<String> stack() {
      return stack;
    }
  }

  /**
   * @param id what tells the circle from others of the JVM; the same when it is seen again
   */
  public DeadlockEvent(String id, List<Member> threads) {
    this.id = id;
    this.threads = Collections.unmodifiableList(new ArrayList<>(threads));
  }

  public String id() {
    return id;
  }

  /** Empty when it is gone. */
  public List<Member> threads() {
    return threads;
  }

  public Event found(long timeMillis) {
    List<Object> members = new ArrayList<>();
    for (Member member : threads) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", member.threadId());
      fields.put("name", member.name());
      fields.put("waitsFor", member.waitsFor());
      fields.put("heldBy", member.heldBy());
      fields.put("stack", member.stack());
      members.add(fields);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", id);
    data.put("threads", members);
    return new Event(timeMillis, FOUND, data);
  }

  public static Event gone(long timeMillis, String id) {
    return new Event(timeMillis, GONE, Collections.singletonMap("id", id));
  }

  /**
   * @throws WireException if the data are not those of such an event
   */
  public static DeadlockEvent of(Event event) throws WireException {
    List<Member> threads = new ArrayList<>();
    Object members = event.data().get("threads");
    if (members instanceof List) {
      for (Object member : (List<?>) members) {
        threads.add(member(member));
      }
    }
    if (event.name().equals(FOUND) && threads.isEmpty()) {
      throw new WireException("'threads' of a deadlock is missing or empty");
    }
    return new DeadlockEvent(text(event.data(), "id"), threads);
  }

  private static Member member(Object member) throws WireException {
    if (!(member instanceof Map)) {
      throw new WireException("'threads' of a deadlock holds something else than objects");
    }
    Map<?, ?> fields = (Map<?, ?>) member;
    List<String> stack = new ArrayList<>();
    Object frames = fields.get("stack");
    if (frames instanceof List) {
      for (Object frame : (List<?>) frames) {
        stack.add(String.valueOf(frame));
      }
    }
    Object id = fields.get("id");
    return new Member(
        id instanceof Number ? ((Number) id).longValue() : 0,
        text(fields, "name"),
        text(fields, "waitsFor"),
        text(fields, "heldBy"),
        stack);
  }

  private static String text(Map<?, ?> fields, String name) throws WireException {
    Object value = fields.get(name);
    if (!(value instanceof String)) {
      throw new WireException("'" + name + "' of a deadlock is missing or not a text");
    }
    return (String) value;
  }
}
