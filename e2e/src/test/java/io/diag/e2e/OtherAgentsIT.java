package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Maps;
import io.diag.e2e.harness.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracers with bytecode instrumentation, and one with a profiler, in the same JVM. */
@Tag("waits")
class OtherAgentsIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address();
  private static final String AGENT = "-javaagent:" + Artifacts.agent() + "=" + OPTIONS;

  /** Nothing but loopback, and nobody listens there. */
  private static final String NOBODY = "http://127.0.0.1:9";

  /** On newer JDKs OpenTelemetry's agent fails without us as well. */
  private static final int NEWEST_THEY_KNOW = 25;

  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** When the agent comes in. */
  enum Order {
    BEFORE,
    AFTER,
    LATE
  }

  /**
   * In every run each order and each JDK meets some of the others, and all with {@code diag.all}.
   */
  private static Stream<Arguments> or(Arguments... everyRun) {
    return Boolean.getBoolean("diag.all")
        ? Jdks.sinceEight()
            .filter(jdk -> jdk <= NEWEST_THEY_KNOW)
            .flatMap(jdk -> Stream.of(Order.values()).map(order -> Arguments.of(jdk, order)))
        : Stream.of(everyRun);
  }

  static Stream<Arguments> besideOpentelemetry() {
    return or(Arguments.of(17, Order.BEFORE), Arguments.of(25, Order.LATE));
  }

  static Stream<Arguments> besideDatadog() {
    return or(Arguments.of(25, Order.BEFORE), Arguments.of(17, Order.AFTER));
  }

  static Stream<Arguments> besideDatadogsProfiler() {
    return or(Arguments.of(25, Order.AFTER), Arguments.of(17, Order.LATE));
  }

  @ParameterizedTest(name = "JDK {0}, diag {1}")
  @MethodSource("besideOpentelemetry")
  void opentelemetryTracesAndBothStayOn(int feature, Order order) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> telemetry =
        List.of(
            "-javaagent:" + Artifacts.other("opentelemetry-javaagent"),
            "-Dotel.traces.exporter=console",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none");
    try (SideBySide both = start(jdk, order, telemetry)) {
      long pid = both.observed().pid();
      attachIf(order, pid);
      awaitStatus(pid, "cpu-profile    on");
      end(both, "LoggingSpanExporter - 'GET'");
    }
  }

  @ParameterizedTest(name = "JDK {0}, diag {1}")
  @MethodSource("besideDatadog")
  void datadogTracesWithItsProfilerOffAndBothStayOn(int feature, Order order) {
    Jdk jdk = Jdks.orSkip(feature);
    try (SideBySide both = start(jdk, order, datadog(false))) {
      long pid = both.observed().pid();
      attachIf(order, pid);
      awaitStatus(pid, "cpu-profile    on");
      end(both, "LoggingWriter");
    }
  }

  @ParameterizedTest(name = "JDK {0}, diag {1}")
  @MethodSource("besideDatadogsProfiler")
  void besideTheProfilerOfDatadogProfilesStepBackAndTheRestStaysOn(int feature, Order order) {
    Jdk jdk = Jdks.orSkip(feature);
    try (SideBySide both = start(jdk, order, datadog(true))) {
      long pid = both.observed().pid();
      eventually(
          "its profiler is loaded",
          DEADLINE,
          () -> Maps.of(pid),
          maps -> maps.contains("libjavaProfiler"));
      attachIf(order, pid);
      String status = awaitStatus(pid, "cpu-profile    off: another async-profiler is loaded (");
      assertThat(status)
          .contains("alloc-profile  off: another async-profiler is loaded (")
          .contains("lock-profile   off: another async-profiler is loaded (")
          .contains("memory-pools   on\n")
          .contains("rss            on\n");
      end(both, "LoggingWriter");
    }
  }

  private static List<String> datadog(boolean profiler) {
    return List.of(
        "-javaagent:" + Artifacts.other("dd-java-agent"),
        "-Ddd.trace.agent.url=" + NOBODY,
        "-Ddd.writer.type=LoggingWriter",
        "-Ddd.instrumentation.telemetry.enabled=false",
        "-Ddd.remote_config.enabled=false",
        "-Ddd.jmxfetch.enabled=false",
        "-Ddd.crashtracking.enabled=false",
        "-Ddd.profiling.enabled=" + profiler,
        "-Ddd.profiling.start-delay=0",
        "-Ddd.profiling.start-force-first=true");
  }

  private static SideBySide start(Jdk jdk, Order order, List<String> other) {
    List<String> observed = new ArrayList<>(other);
    if (order != Order.LATE) {
      observed.add(order == Order.BEFORE ? 0 : 1, AGENT);
    }
    // else the JDK warns of native code, once and of whoever is first
    List<String> options =
        jdk.feature() < 24 ? List.of() : List.of("--enable-native-access=ALL-UNNAMED");
    SideBySide both =
        SideBySide.start(
            SideBySide.command(jdk, other, options, "Caller"),
            SideBySide.command(jdk, observed, options, "Caller"),
            Map.of());
    both.awaitLine("ready");
    return both;
  }

  private static void attachIf(Order order, long pid) {
    if (order == Order.LATE) {
      Cli.Result attached = Cli.diag("attach", pid, OPTIONS);
      assertThat(attached.exitCode()).as(attached.err()).isZero();
    }
  }

  private static String awaitStatus(long pid, String text) {
    return eventually(
        text, DEADLINE, () -> Cli.diag("status", pid).out(), status -> status.contains(text));
  }

  /** Both traced the call, and neither differs from the other in more than what was traced. */
  private static void end(SideBySide both, String traced) {
    assertThat(both.alone().err()).contains(traced);
    assertThat(both.observed().err()).contains(traced);
    both.alone().say("x");
    both.observed().say("x");
    both.assertSame(5, Pattern.compile("^\\[(dd\\.trace|otel\\.javaagent) "));
  }
}
