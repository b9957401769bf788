package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.FlameNames;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that a recording is written to, read by what others read them with. */
class RecordFilesIT {
  private static final String SUBJECT = Recorded.class.getName();
  private static final Map<Integer, Forked> JVMS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  /** What is known of the recording of one event. */
  enum Known {
    CPU("CPU time", "jdk.ExecutionSample", "spins", null, null),
    WALL("Wall time of all threads", "profiler.WallClockSample", "sleeps", null, null),
    ALLOC(
        "Heap allocation in bytes",
        "jdk.ObjectAllocationInNewTLAB",
        "allocates",
        "objectClass",
        "$Brick[]"),
    LOCK("Time waited for locks", "jdk.JavaMonitorEnter", "waits", "monitorClass", "$Gate"),
    NATIVEMEM(
        "Native memory not given back, in bytes,", "profiler.Malloc", "keepsNative", null, null);

    final String title;
    final String type;
    final String method;
    final String field;
    final String className;

    Known(String title, String type, String method, String field, String className) {
      this.title = title;
      this.type = type;
      this.method = method;
      this.field = field;
      this.className = className;
    }

    String unit() {
      return this == ALLOC || this == NATIVEMEM ? "MiB" : "ms";
    }

    String otherUnit() {
      return this == ALLOC || this == NATIVEMEM ? "ms" : "MiB";
    }
  }

  @BeforeAll
  static void startEveryJvm() {
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(
              jdk -> {
                List<String> options = List.of("-Xmx128m", "-XX:MaxDirectMemorySize=256m");
                JVMS.put(feature, Forked.target(jdk, options, Recorded.class));
              });
    }
    JVMS.values().forEach(jvm -> jvm.awaitLine("ready"));
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(Forked::close);
  }

  static Stream<Arguments> pages() {
    return everyEvent(17, 25);
  }

  static Stream<Arguments> recordings() {
    return everyEvent(25, 17);
  }

  /** In every run each event meets both JDKs, and each ending as well. */
  private static Stream<Arguments> everyEvent(int even, int odd) {
    Known[] events = Known.values();
    return IntStream.range(0, events.length)
        .boxed()
        .flatMap(
            i ->
                Boolean.getBoolean("diag.all")
                    ? Jdks.everyRun().map(jdk -> Arguments.of(jdk, events[i]))
                    : Stream.of(Arguments.of(i % 2 == 0 ? even : odd, events[i])));
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("pages")
  void thePageSaysItsUnitAndHoldsTheFrameThatIsKnown(int feature, Known known) throws IOException {
    String page = Files.readString(record(feature, known, ".html"));
    assertThat(page)
        .containsPattern("<title>" + known.title + " of JVM \\d+, \\d\\.\\d s</title>")
        .contains(" ' " + known.unit() + "'")
        .doesNotContain(" ' " + known.otherUnit() + "'");
    assertThat(FlameNames.of(page)).contains(SUBJECT + "." + known.method);
    if (known.className != null) {
      assertThat(FlameNames.of(page)).contains(SUBJECT + known.className);
    }
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("recordings")
  void theJdksOwnReaderFindsTheEventWithTheFrameThatIsKnown(int feature, Known known)
      throws IOException {
    List<RecordedEvent> samples =
        RecordingFile.readAllEvents(record(feature, known, ".jfr")).stream()
            .filter(event -> event.getEventType().getName().equals(known.type))
            .filter(event -> isUnder(event, known.method))
            .toList();
    assertThat(samples).isNotEmpty();
    if (known.field != null) {
      assertThat(samples)
          .allSatisfy(
              sample ->
                  assertThat(sample.getClass(known.field).getName())
                      .as("what was allocated or waited for")
                      .contains(SUBJECT + known.className.replace("[]", "")));
    }
  }

  private Path record(int feature, Known known, String ending) {
    Jdks.orSkip(feature);
    Path out = folder.resolve("recording" + ending);
    String event = known.name().toLowerCase(Locale.ROOT);
    Cli.Result result =
        Cli.diag("record", JVMS.get(feature).pid(), "--seconds", 2, "--event", event, "--out", out);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return out;
  }

  private static boolean isUnder(RecordedEvent event, String method) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .anyMatch(
                frame ->
                    frame.getMethod().getType().getName().equals(SUBJECT)
                        && frame.getMethod().getName().equals(method));
  }
}
