package io.diag.collector.store.sqlite;

import io.diag.collector.store.ProfileCoverage.Sampling;
import io.diag.collector.store.ProfileEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What was sampled in a span, as text: {@code cpu=10000000/5300000000 alloc=524288}. */
final class SpanEvents {
  private SpanEvents() {}

  static String write(Map<ProfileEvent, Sampling> events) {
    StringJoiner text = new StringJoiner(" ");
    new TreeMap<>(events)
        .forEach(
            (event, sampling) ->
                text.add(
                    event.label()
                        + '='
                        + sampling.interval()
                        + (sampling.total() == null ? "" : "/" + sampling.total())));
    return text.toString();
  }

  static Map<ProfileEvent, Sampling> read(String text) {
    Map<ProfileEvent, Sampling> events = new EnumMap<>(ProfileEvent.class);
    for (String each : text.split(" ", -1)) {
      int equals = each.indexOf('=');
      ProfileEvent event = equals < 0 ? null : ProfileEvent.ofLabel(each.substring(0, equals));
      if (event != null) {
        int slash = each.indexOf('/');
        Long total = slash < 0 ? null : Long.valueOf(each.substring(slash + 1));
        String interval = each.substring(equals + 1, slash < 0 ? each.length() : slash);
        events.put(event, new Sampling(Long.parseLong(interval), total));
      }
    }
    return events;
  }
}
