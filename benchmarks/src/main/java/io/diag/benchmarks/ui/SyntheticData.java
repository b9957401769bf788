package io.diag.benchmarks.ui;

import java.io.IOException;

/**
 * What the two servers tell: one of a fleet of 2,000 with the large answers, one of a small one.
 */
final class SyntheticData {
  static final int NODES = 100_000;
  static final int POINTS = 100_000;
  static final int SERIES = 25;

  static final String PROFILED = SyntheticFleet.id(0);
  static final String ONE_SERIES = SyntheticFleet.id(1);
  static final String ALL_SERIES = SyntheticFleet.id(2);

  private static final int LARGE = 2_000;
  private static final int SMALL = 3;
  private static final int READINGS = 4;
  private static final long RANGE_MILLIS = 3_600_000;
  // As the UI asks for a chart's width.
  private static final int USUAL_POINTS = 400;

  private final long nowMillis;

  SyntheticData(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** The part of an address that holds the time still. */
  String range() {
    return "?from=" + (nowMillis - RANGE_MILLIS) + "&to=" + nowMillis;
  }

  void large(UiServer server) throws IOException {
    SyntheticFleet fleet = fleet(server, LARGE);
    long from = nowMillis - RANGE_MILLIS;
    for (int i = 0; i < 3; i++) {
      String jvm = "jvms/" + SyntheticFleet.id(i);
      server.answer(jvm, fleet.detail(i));
    }
    SyntheticProfile profile = new SyntheticProfile(NODES);
    server.answerLate("jvms/" + PROFILED + "/profile", profile.profile(from, nowMillis));
    server.answer("jvms/" + PROFILED + "/series", series().one(USUAL_POINTS));
    server.answerLate("jvms/" + ONE_SERIES + "/series", series().one(POINTS));
    server.answerLate("jvms/" + ALL_SERIES + "/series", series().all(POINTS / SERIES));
  }

  void small(UiServer server) throws IOException {
    fleet(server, SMALL);
  }

  private SyntheticFleet fleet(UiServer server, int size) throws IOException {
    SyntheticFleet fleet = new SyntheticFleet(size, nowMillis);
    Object[] readings = new Object[READINGS];
    for (int i = 0; i < READINGS; i++) {
      readings[i] = fleet.jvms(i);
    }
    server.answer("jvms", readings);
    server.answer("findings", fleet.findings());
    server.answer("fleet/trends", fleet.trends(nowMillis - 900_000, nowMillis));
    return fleet;
  }

  private SyntheticSeries series() {
    return new SyntheticSeries(nowMillis - RANGE_MILLIS, nowMillis);
  }
}
