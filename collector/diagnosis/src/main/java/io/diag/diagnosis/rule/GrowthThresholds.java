package io.diag.diagnosis.rule;

import io.diag.diagnosis.growth.GrowthJudge;
import io.diag.diagnosis.growth.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The thresholds of a {@link GrowthRule} in words. */
final class GrowthThresholds {
  private GrowthThresholds() {}

  static Map<String, String> of(GrowthSubject subject) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("windows", windows());
    all.put("notice from, in 2 and 4 min", amount(subject, subject.scale.likely(Span.TWO_MINUTES)));
    all.put("notice from, in longer ones", amount(subject, subject.scale.likely(Span.TEN_MINUTES)));
    all.put("notice from, of what was there", Words.percent(GrowthJudge.LIKELY_SHARE));
    all.put("warning from, in up to 10 min", amount(subject, subject.scale.sure(Span.TEN_MINUTES)));
    all.put(
        "warning from, in longer ones", amount(subject, subject.scale.sure(Span.FORTY_MINUTES)));
    all.put("warning from, of what was there", Words.percent(GrowthJudge.SURE_SHARE));
    if (subject.isBounded()) {
      all.put("or notice from, of what was free", Words.percent(GrowthJudge.WORTH_OF_ROOM));
      all.put(
          "or warning from, of what was free, in 2 and 4 min",
          Words.percent(GrowthJudge.SHARE_OF_ROOM_FAST));
      all.put(
          "or warning from, of what was free, in longer ones",
          Words.percent(GrowthJudge.SHARE_OF_ROOM));
      all.put(
          "critical when the limit is reached within", Words.duration(GrowthRule.CRITICAL_MILLIS));
    }
    all.put("above its old maximum by, of the growth", Words.percent(GrowthJudge.NEW_HIGH));
    all.put(
        "in minutes that begin within the JVM's first "
            + Words.duration(GrowthJudge.WARM_UP_MILLIS),
        Math.round(GrowthJudge.WARM_UP_FACTOR) + " times as much");
    all.putAll(Words.persistence(GrowthRule.PERSISTENCE));
    return all;
  }

  private static String windows() {
    return Stream.of(Span.values())
        .map(span -> Words.duration(span.millis()))
        .collect(Collectors.joining(", "));
  }

  private static String amount(GrowthSubject subject, double amount) {
    return subject.countsBytes() ? Words.bytes(amount) : Math.round(amount) + " threads";
  }
}
