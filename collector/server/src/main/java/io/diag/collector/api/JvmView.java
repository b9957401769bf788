package io.diag.collector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diag.collector.query.JvmState;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Latest;
import io.diag.wire.FeatureState;
import io.diag.wire.Hello;
import java.util.List;
import java.util.Map;

/** A JVM as the API shows it; the fields are described in {@code openapi.json}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JvmView(
    String id,
    String service,
    String host,
    long pid,
    String jdk,
    String vm,
    String gc,
    String os,
    Integer cpus,
    String state,
    long startedAt,
    long firstSeenAt,
    long lastSeenAt,
    Map<String, String> labels,
    String agentVersion,
    long intervalMillis,
    Long clockOffsetMillis,
    Latest latest,
    FindingCounts findings,
    List<FeatureView> features) {
  private static final long NOTABLE_OFFSET_MILLIS = 1_000;

  /** One feature of the agent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FeatureView(String name, String state, String reason) {
    static FeatureView of(FeatureState feature) {
      return new FeatureView(feature.name(), feature.status().label(), feature.reason());
    }
  }

  /** As it stands in the list of JVMs. */
  static JvmView of(Jvm jvm, FindingCounts findings, long nowMillis) {
    return of(jvm, findings, nowMillis, null);
  }

  /** With the state of each feature of its agent. */
  static JvmView detailed(Jvm jvm, FindingCounts findings, long nowMillis) {
    return of(
        jvm, findings, nowMillis, jvm.hello().features().stream().map(FeatureView::of).toList());
  }

  private static JvmView of(
      Jvm jvm, FindingCounts findings, long nowMillis, List<FeatureView> features) {
    Hello hello = jvm.hello();
    Long offset = jvm.clockOffsetMillis();
    return new JvmView(
        jvm.id(),
        hello.service(),
        hello.host(),
        hello.pid(),
        hello.jdk(),
        hello.vm(),
        hello.gc(),
        hello.os(),
        hello.cpus() > 0 ? (Integer) hello.cpus() : null,
        JvmState.of(jvm, nowMillis).label(),
        hello.startedAtMillis(),
        jvm.firstSeenAtMillis(),
        jvm.lastSeenAtMillis(),
        hello.labels(),
        hello.agentVersion(),
        hello.intervalMillis(),
        offset != null && Math.abs(offset) >= NOTABLE_OFFSET_MILLIS ? offset : null,
        jvm.latest(),
        findings,
        features);
  }
}
