package io.diag.benchmarks.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A fleet of JVMs as the API lists it, with the findings of some and the trends of all. */
final class SyntheticFleet {
  private static final long MIB = 1024 * 1024;
  private static final int SERVICES = 60;
  private static final int TREND_STEPS = 48;
  private static final long QUARTER_MILLIS = 900_000;
  private static final int QUARTERS = 96;
  // Of so many JVMs one has a finding.
  private static final int FINDING_EVERY = 20;

  private final int size;
  private final long nowMillis;

  SyntheticFleet(int size, long nowMillis) {
    this.size = size;
    this.nowMillis = nowMillis;
  }

  static String id(int index) {
    return String.format("00000000-0000-4000-8000-%012x", index);
  }

  /** The list of JVMs; what was read of each differs from one reading to the next. */
  Map<String, Object> jvms(int reading) {
    SplittableRandom random = new SplittableRandom(reading);
    List<Map<String, Object>> jvms = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      jvms.add(jvm(i, random));
    }
    return Map.of("jvms", jvms);
  }

  /** One of the JVMs with what it measures. */
  Map<String, Object> detail(int index) {
    Map<String, Object> jvm = jvm(index, new SplittableRandom(index));
    jvm.put("features", List.of(Map.of("name", "cpu-profile", "state", "on")));
    return jvm;
  }

  private Map<String, Object> jvm(int index, SplittableRandom random) {
    long limitBytes = (1L + index % 4) * 1024 * MIB;
    Map<String, Object> latest = new LinkedHashMap<>();
    latest.put("time", nowMillis - 2_000);
    latest.put("rssBytes", (long) (limitBytes * random.nextDouble(0.3, 0.9)));
    latest.put("limitBytes", limitBytes);
    latest.put("heapUsedBytes", (long) (limitBytes * random.nextDouble(0.1, 0.4)));
    latest.put("heapMaxBytes", limitBytes / 2);
    latest.put("cpuCores", random.nextInt(4_000) / 1_000.0);
    latest.put("threads", 40 + random.nextInt(200));
    boolean found = index % FINDING_EVERY == 0;
    Map<String, Object> jvm = new LinkedHashMap<>();
    jvm.put("id", id(index));
    jvm.put("service", service(index));
    jvm.put(
        "host", String.format("%s-%05x-%04d", service(index), 7_919 * index % 1_048_576, index));
    jvm.put("pid", 1 + index % 9);
    jvm.put("jdk", index % 3 == 0 ? "21.0.7" : "17.0.15");
    jvm.put("vm", "OpenJDK 64-Bit Server VM");
    jvm.put("gc", "G1");
    jvm.put("os", "Linux amd64");
    jvm.put("cpus", 4);
    jvm.put("state", index % 50 == 49 ? "lost" : "live");
    jvm.put("startedAt", nowMillis - 86_400_000L - 60_000L * index);
    jvm.put("firstSeenAt", nowMillis - 86_000_000L);
    jvm.put("lastSeenAt", nowMillis - random.nextInt(5_000));
    jvm.put("labels", Map.of("env", index % 3 == 0 ? "test" : "prod", "region", "eu-central-1"));
    jvm.put("agentVersion", "0.1.0");
    jvm.put("intervalMillis", 5_000);
    jvm.put("latest", latest);
    jvm.put("findings", Map.of("critical", 0, "warning", found ? 1 : 0, "notice", 0));
    return jvm;
  }

  private static String service(int index) {
    return String.format("service-%02d", index % SERVICES);
  }

  Map<String, Object> findings() {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (int i = 0; i < size; i += FINDING_EVERY) {
      Map<String, Object> finding = new LinkedHashMap<>();
      finding.put("id", "finding-" + i);
      finding.put("jvm", id(i));
      finding.put("rule", "gc-overhead");
      finding.put("severity", i % (3 * FINDING_EVERY) == 0 ? "critical" : "warning");
      finding.put("confidence", "certain");
      finding.put("state", "open");
      finding.put("since", nowMillis - 60_000L * (1 + i));
      finding.put("changedAt", nowMillis - 60_000L);
      finding.put("summary", "Garbage collection took 14% of the last 5 min, longest pause 93 ms.");
      finding.put("evidence", List.of());
      finding.put("actions", List.of());
      findings.add(finding);
    }
    return Map.of("findings", findings);
  }

  Map<String, Object> trends(long fromMillis, long toMillis) {
    SplittableRandom random = new SplittableRandom(1);
    List<Map<String, Object>> trends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] cores = new double[TREND_STEPS];
      double usual = random.nextDouble(0.2, 3);
      for (int step = 0; step < TREND_STEPS; step++) {
        cores[step] = Math.round(usual * random.nextDouble(900, 1_100)) / 1_000.0;
      }
      trends.add(Map.of("id", id(i), "cpuCores", cores, "gcShare", 0.004, "agentCores", 0.003));
    }
    int[] open = new int[QUARTERS];
    int[] critical = new int[QUARTERS];
    for (int i = 0; i < QUARTERS; i++) {
      open[i] = 20 + random.nextInt(80);
      critical[i] = random.nextInt(20);
    }
    Map<String, Object> strip =
        Map.of(
            "from", nowMillis - QUARTERS * QUARTER_MILLIS,
            "to", nowMillis,
            "stepMillis", QUARTER_MILLIS,
            "open", open,
            "critical", critical);
    return Map.of(
        "from", fromMillis,
        "to", toMillis,
        "stepMillis", (toMillis - fromMillis) / TREND_STEPS,
        "jvms", trends,
        "findings", strip);
  }
}
