package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a profile item says of its chunk in headers: which span of time it covers, what was sampled
 * and how densely, how much of it was left out to stay within the rate limits, and why the sampling
 * was changed at its start. Immutable.
 */
public final class ProfileSpan {
  private static final int MAX_EVENTS = 16;
  private static final int MAX_SEAM_CHARS = 300;

  /** One member of the list: a token and its parameters, as RFC 9651 writes them. */
  private static final Pattern MEMBER =
      Pattern.compile("([a-z]{1,20});interval=(\\d{1,18})(?:;total=(\\d{1,18}))?");

  /** One kind of event in the chunk. */
  public static final class Event {
    private final String name;
    private final long interval;
    private final Long total;

    /**
     * @param name as in {@code cpu}, {@code alloc}, {@code lock}
     * @param interval how much one sample stands for, in the event's unit: nanoseconds for cpu,
     *     wall and lock, bytes for alloc, live and nativemem; 0 when each sample says its own
     * @param total how much there was in the whole span by another source, in the same unit, or
     *     null when nobody knows
     */
    public Event(String name, long interval, Long total) {
      this.name = name;
      this.interval = interval;
      this.total = total;
    }

    public String name() {
      return name;
    }

    public long interval() {
      return interval;
    }

    /** Or null. */
    public Long total() {
      return total;
    }
  }

  private final long fromMillis;
  private final List<Event> events;
  private final long skipped;
  private final String seam;

  /**
   * @param fromMillis when the span began, epoch milliseconds; it ends at the item's own time
   * @param skipped samples of all events that were due and not taken
   * @param seam why sampling began or changed at the start of the span, or null when it went on
   */
  public ProfileSpan(long fromMillis, List<Event> events, long skipped, String seam) {
    this.fromMillis = fromMillis;
    this.events = Collections.unmodifiableList(new ArrayList<>(events));
    this.skipped = skipped;
    this.seam = seam;
  }

  public long fromMillis() {
    return fromMillis;
  }

  public List<Event> events() {
    return events;
  }

  /** The event of that name, or null when it was not sampled. */
  public Event event(String name) {
    for (Event event : events) {
      if (event.name().equals(name)) {
        return event;
      }
    }
    return null;
  }

  public long skipped() {
    return skipped;
  }

  /** Or null. */
  public String seam() {
    return seam;
  }

  /** The headers that say all this. */
  public Map<String, String> headers() {
    StringBuilder list = new StringBuilder();
    for (Event event : events) {
      list.append(list.length() == 0 ? "" : ", ").append(event.name());
      list.append(";interval=").append(event.interval());
      if (event.total() != null) {
        list.append(";total=").append(event.total());
      }
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Wire.FROM_HEADER, Long.toString(fromMillis));
    headers.put(Wire.EVENTS_HEADER, list.toString());
    headers.put(Wire.SKIPPED_HEADER, Long.toString(skipped));
    Event cpu = event("cpu");
    if (cpu != null) {
      headers.put(Wire.INTERVAL_HEADER, Long.toString(cpu.interval())); // for older collectors
    }
    if (seam != null) {
      headers.put(Wire.SEAM_HEADER, printable(seam));
    }
    return headers;
  }

  /**
   * @param header gives a header's value, or null
   * @return null when the sender does not say: then the chunk holds CPU samples
   * @throws WireException if a header is not what {@code docs/wire.md} describes
   */
  public static ProfileSpan read(UnaryOperator<String> header) throws WireException {
    String list = header.apply(Wire.EVENTS_HEADER);
    if (list == null) {
      return null;
    }
    List<Event> events = new ArrayList<>();
    for (String member : list.split(",", MAX_EVENTS + 1)) {
      Matcher parts = MEMBER.matcher(member.trim());
      if (!parts.matches() || events.size() == MAX_EVENTS) {
        throw new WireException(
            Wire.EVENTS_HEADER + " has '" + member.trim() + "'; expected as in cpu;interval=1000");
      }
      Long total = parts.group(3) == null ? null : Long.valueOf(parts.group(3));
      events.add(new Event(parts.group(1), Long.parseLong(parts.group(2)), total));
    }
    String seam = header.apply(Wire.SEAM_HEADER);
    return new ProfileSpan(
        number(header, Wire.FROM_HEADER),
        events,
        number(header, Wire.SKIPPED_HEADER),
        seam == null ? null : printable(seam));
  }

  private static long number(UnaryOperator<String> header, String name) throws WireException {
    String text = header.apply(name);
    if (text == null || !text.matches("\\d{1,18}")) {
      throw new WireException(name + " is '" + text + "'; expected a whole number");
    }
    return Long.parseLong(text);
  }

  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() > MAX_SEAM_CHARS ? line.substring(0, MAX_SEAM_CHARS) : line;
  }
}
