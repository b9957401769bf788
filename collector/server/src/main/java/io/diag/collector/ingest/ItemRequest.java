package io.diag.collector.ingest;

import io.diag.collector.api.ProblemException;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.wire.ItemKind;
import io.diag.wire.ProfileSpan;
import io.diag.wire.Wire;
import io.diag.wire.WireException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The path and headers of one item, checked.
 *
 * @param intervalNanos how much CPU time a sample stands for; 0 when it was not said
 * @param span what a profile says of itself, or null when it does not
 */
record ItemRequest(ItemKey key, ItemKind kind, long intervalNanos, ProfileSpan span) {
  /** A petabyte, 13 days: beyond it sums of weights could turn over. */
  private static final long MAX_INTERVAL = 1L << 50;

  private static final Pattern JVM_ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final long MAX_SEQUENCE = 1L << 53;

  /** An hour; nobody samples more seldom. */
  private static final long MAX_INTERVAL_NANOS = 3_600_000_000_000L;

  /**
   * @param header gives a header's value, or null
   * @throws ProblemException if anything is missing or wrong
   */
  static ItemRequest of(String jvmId, String sequence, UnaryOperator<String> header) {
    String id = jvmId(jvmId);
    long number = number(sequence, "The sequence in the path");
    if (number < 1 || number >= MAX_SEQUENCE) {
      throw bad("The sequence in the path is " + number + "; it must be 1 to 2^53 - 1.");
    }
    ItemKind kind = kind(header.apply(Wire.KIND_HEADER));
    long time = number(header.apply(Wire.TIME_HEADER), "The header " + Wire.TIME_HEADER);
    String interval = header.apply(Wire.INTERVAL_HEADER);
    long nanos = interval == null ? 0 : number(interval, "The header " + Wire.INTERVAL_HEADER);
    if (nanos < 0 || nanos > MAX_INTERVAL_NANOS) {
      throw bad("The header " + Wire.INTERVAL_HEADER + " is " + nanos + "; send 1 to an hour.");
    }
    ProfileSpan span = kind == ItemKind.PROFILE ? span(header) : null;
    return new ItemRequest(new ItemKey(id, number, time, isLeftBehind(header)), kind, nanos, span);
  }

  /** What the chunk of a profile holds; events that are not known are left out. */
  ProfileCoverage coverage() {
    if (span == null) {
      return ProfileCoverage.ofCpu(key.timeMillis(), intervalNanos);
    }
    Map<ProfileEvent, ProfileCoverage.Sampling> events = new EnumMap<>(ProfileEvent.class);
    for (ProfileSpan.Event each : span.events()) {
      ProfileEvent event = ProfileEvent.ofLabel(each.name());
      if (event != null) {
        events.put(event, new ProfileCoverage.Sampling(each.interval(), each.total()));
      }
    }
    return new ProfileCoverage(
        span.fromMillis(), key.timeMillis(), events, span.skipped(), span.seam());
  }

  private static ProfileSpan span(UnaryOperator<String> header) {
    try {
      ProfileSpan span = ProfileSpan.read(header);
      for (ProfileSpan.Event event : span == null ? List.<ProfileSpan.Event>of() : span.events()) {
        if (event.interval() > MAX_INTERVAL) {
          throw bad("The header " + Wire.EVENTS_HEADER + " has an interval above 2^50.");
        }
      }
      return span;
    } catch (WireException e) {
      throw bad("The header " + e.getMessage() + ".");
    }
  }

  /** Whether another process sends it than the JVM that it is about. */
  static boolean isLeftBehind(UnaryOperator<String> header) {
    return "true".equals(header.apply(Wire.LEFT_BEHIND_HEADER));
  }

  static String jvmId(String id) {
    if (!JVM_ID.matcher(id).matches()) {
      throw bad("The JVM's id must be 8 to 64 letters, digits and hyphens, as a UUID is.");
    }
    return id;
  }

  private static ItemKind kind(String label) {
    if (label == null) {
      throw bad("The header " + Wire.KIND_HEADER + " is missing; it names the kind of item.");
    }
    ItemKind kind = ItemKind.ofLabel(label);
    if (kind == null) {
      throw new ProblemException(
          422,
          "unknown-kind",
          "Unknown kind of item",
          "'"
              + label
              + "' is not a kind this collector knows; it may be older than the agent."
              + " Update the collector, or leave such items out.");
    }
    return kind;
  }

  private static long number(String text, String what) {
    if (text == null) {
      throw bad(what + " is missing.");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw bad(what + " is '" + text + "', which is not a whole number.");
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(400, "bad-item", "Item not understood", detail);
  }
}
