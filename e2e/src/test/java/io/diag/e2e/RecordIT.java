package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Position;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Oracle;
import io.diag.e2e.subject.Recorded;
import io.diag.e2e.subject.Takes;
import io.diag.wire.VirtualThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recording without a collector tells of applications of which everything is known. */
class RecordIT {
  private static final String RECORDED = "io.diag.e2e.subject.Recorded";
  private static final Map<Integer, Forked> RECORDEDS = new ConcurrentHashMap<>();
  private static final Map<Integer, Forked> ORACLES = new ConcurrentHashMap<>();
  private static final String TAKES = "io.diag.e2e.subject.Takes";
  private static final Map<Integer, Forked> TAKINGS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void startEveryJvm() {
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(
              jdk -> {
                List<String> options = List.of("-Xmx128m", "-XX:MaxDirectMemorySize=256m");
                RECORDEDS.put(feature, Forked.target(jdk, options, Recorded.class));
                ORACLES.put(feature, Forked.target(jdk, List.of("-Xmx64m"), Oracle.class));
                TAKINGS.put(feature, Forked.target(jdk, List.of("-Xmx512m"), Takes.class));
              });
    }
    RECORDEDS.values().forEach(jvm -> jvm.awaitLine("ready"));
    ORACLES.values().forEach(jvm -> jvm.awaitLine("ready"));
    TAKINGS.values().forEach(jvm -> jvm.awaitLine("ready"));
  }

  @AfterAll
  static void endEveryJvm() {
    RECORDEDS.values().forEach(Forked::close);
    ORACLES.values().forEach(Forked::close);
    TAKINGS.values().forEach(Forked::close);
  }

  /** Each turn through a and b takes some 120 ms of CPU: some 25 of them are within 2 %. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void threePartsOfFourOfTheCpuTimeAreSpentUnderA(int feature) throws IOException {
    Collapsed profile = record(ORACLES, feature, "cpu", 8);
    double a = profile.under("io.diag.e2e.subject.Oracle.a");
    double both = a + profile.under("io.diag.e2e.subject.Oracle.b");
    assertThat(100 * a / both).isCloseTo(75, within(4.0));
    assertThat(both).as("nanoseconds of CPU time").isBetween(1e9, 8.2e9);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void threePartsOfFourOfAThreadsTimeAreSpentAsleep(int feature) throws IOException {
    int seconds = 8;
    Collapsed profile = record(RECORDEDS, feature, "wall", seconds);
    double asleep = profile.under(RECORDED + ".sleeps");
    double awake = profile.under(RECORDED + ".spins");
    assertThat(asleep / (asleep + awake)).isCloseTo(Recorded.SLEEPING_SHARE, within(0.04));
    assertThat((asleep + awake) / 1e9)
        .as("the thread's time; a busy machine delays the sampler a little")
        .isBetween(0.85 * seconds, 1.05 * seconds);
  }

  /** Some 9,600 samples of 256 KiB: their count is off by 1 % and rarely by 3. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theBytesAllocatedOfAClassAreKnownWithinFivePercent(int feature) throws IOException {
    int seconds = 8;
    Collapsed profile = record(RECORDEDS, feature, "alloc", seconds);
    double expected = seconds * (double) Recorded.ALLOCATED_BYTES_A_SECOND;
    assertThat(100 * profile.under(RECORDED + "$Brick[]") / expected).isCloseTo(100, within(5.0));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theTimeWaitedForALockIsKnownWithinTenPercent(int feature) throws IOException {
    int seconds = 6;
    Collapsed profile = record(RECORDEDS, feature, "lock", seconds);
    double expected = seconds * Recorded.WAITING_SHARE;
    assertThat(profile.under(RECORDED + "$Gate") / 1e9).isCloseTo(expected, within(expected / 10));
    assertThat(profile.under(RECORDED + ".waits")).isEqualTo(profile.under(RECORDED + "$Gate"));
  }

  /** One piece more or less at the edges of the recording, and what was not given back yet. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void nativeMemoryThatIsKeptIsCountedAndWhatWasGivenBackIsNot(int feature) throws IOException {
    int seconds = 6;
    Collapsed profile = record(RECORDEDS, feature, "nativemem", seconds);
    double expected = seconds * (double) Recorded.KEPT_BYTES_A_SECOND;
    assertThat((double) profile.under(RECORDED + ".keepsNative") - profile.under(givesBack()))
        .isCloseTo(expected, within(1.0 * (1 << 20)));
    assertThat(profile.under(givesBack())).as("of some 25 times 260 KiB").isLessThan(300 << 10);
  }

  /** At some megabytes a second the JVM's sampler may be off by half, whatever it samples. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void whatIsStillAliveAtTheEndIsCounted(int feature) throws IOException {
    int seconds = 6;
    Collapsed profile = record(TAKINGS, feature, "live", seconds);
    double expected = seconds * (double) Takes.KEPT_BYTES_A_SECOND;
    assertThat((double) profile.under(TAKES + ".keepsBytes")).isBetween(expected / 4, 4 * expected);
  }

  /** Each one is recorded; some more or fewer at the edges of the recording. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void everyThreadClassAndMappingIsCountedWithWhoseCodeItIs(int feature) throws IOException {
    int seconds = 4;
    assertCount("threadstart", "startsThread", Takes.THREADS_A_SECOND * seconds, feature, seconds);
    assertCount("classload", "loadsClass", Takes.CLASSES_A_SECOND * seconds, feature, seconds);
    assertCount("filemap", "mapsFile", Takes.MAPPINGS_A_SECOND * seconds, feature, seconds);
  }

  private void assertCount(String event, String method, int expected, int feature, int seconds)
      throws IOException {
    Collapsed profile = record(TAKINGS, feature, event, seconds);
    assertThat((double) profile.under(TAKES + "." + method))
        .as(event)
        .isCloseTo(expected, within(Math.max(3, expected * 0.1)));
  }

  @Test
  void theFlameGraphNeedsNothingElseAndSaysItsUnit() throws IOException {
    Path out = folder.resolve("flame.html");
    Cli.Result result =
        Cli.diag("record", pid(ORACLES, 17), "--seconds", 2, "--event", "cpu", "--out", out);
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String> requests = new ArrayList<>();
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.page(ColorScheme.LIGHT);
      page.onRequest(request -> requests.add(request.url()));
      page.navigate(out.toUri().toString());
      assertThat(page.title()).matches("CPU time of JVM " + pid(ORACLES, 17) + ", \\d\\.\\d s");
      assertThat(page.locator("h1").textContent()).isEqualTo(page.title());
      hoverTheRoot(page);
      assertThat(page.locator("#status").textContent())
          .containsPattern("Function: [\\w.]+\\s*\\([\\d.]+ (ms|s), ");
      Chromium.keep(page, "record-cpu");
      assertThat(chromium.closePages()).isEmpty();
    }
    assertThat(requests).containsExactly(out.toUri().toString());
    assertThat(Files.readString(out)).contains("e2e.subject.Oracle");
  }

  /** The row at the bottom, which is as wide as the canvas: above it there may be no frame. */
  private static void hoverTheRoot(Page page) {
    BoundingBox canvas = page.locator("#canvas").boundingBox();
    Position root = new Position(canvas.width / 2, canvas.height - 8);
    page.locator("#canvas").hover(new Locator.HoverOptions().setPosition(root));
  }

  private Collapsed record(Map<Integer, Forked> jvms, int feature, String event, int seconds)
      throws IOException {
    Path out = folder.resolve(event + ".collapsed");
    Cli.Result result =
        Cli.diag(
            "record", pid(jvms, feature), "--seconds", seconds, "--event", event, "--out", out);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEqualTo(missing(feature, event));
    assertThat(result.out()).startsWith(out.toString()).contains(" samples, ");
    return Collapsed.parse(Files.readString(out));
  }

  /** Nothing is said but what the profiler does not see of virtual threads. */
  private static String missing(int feature, String event) {
    Map<String, String> gaps =
        Map.of(
            "cpu", VirtualThreads.STACKS,
            "wall", VirtualThreads.WALL,
            "lock", VirtualThreads.WAITS);
    boolean any = feature >= 21 && gaps.containsKey(event);
    return any ? "diag: " + gaps.get(event) + "\n" : "";
  }

  private static long pid(Map<Integer, Forked> jvms, int feature) {
    Jdks.orSkip(feature);
    return jvms.get(feature).pid();
  }

  private static String givesBack() {
    return RECORDED + ".givesBack";
  }
}
