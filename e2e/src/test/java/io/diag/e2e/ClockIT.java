package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Receiver;
import io.diag.e2e.harness.SideBySide;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clock is set forth and back under a running JVM, by a library that stands before libc. */
class ClockIT {
  private static final long HOUR_MILLIS = 3_600_000;

  private static Path library;

  @BeforeAll
  static void findTheLibrary() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      library =
          folders
              .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElse(null);
    }
    Assumptions.assumeTrue(library != null, "no libfaketime on this machine");
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#one")
  void seriesAndProfilesGoOnAtTheirPaceWhereverTheClockIs(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path offset = Files.createTempFile("diag-clock", ".offset");
    set(offset, "+0");
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            offset.toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    try (Receiver receiver = Receiver.start();
        SideBySide both =
            SideBySide.start(
                SideBySide.command(jdk, List.of(), List.of(), "Worker"),
                SideBySide.command(
                    jdk,
                    List.of("-javaagent:" + Artifacts.agent() + "=collector=" + receiver.address()),
                    List.of(),
                    "Worker"),
                environment)) {
      both.awaitLine("ready");
      long began = System.nanoTime();
      for (String step : List.of("+0", "+3600", "-3600", "+0")) {
        int profiles = receiver.items(ItemKind.PROFILE).size();
        int samples = receiver.items(ItemKind.SERIES).size();
        set(offset, step);
        long ahead = Long.parseLong(step) * 1_000;
        eventually(
            "a profile and samples " + step + " s ahead",
            Duration.ofSeconds(60),
            () ->
                count(receiver, ItemKind.PROFILE, profiles, ahead) >= 1
                    && count(receiver, ItemKind.SERIES, samples, ahead) >= 2,
            enough -> enough);
      }
      long seconds = (System.nanoTime() - began) / 1_000_000_000;
      assertThat(receiver.items(ItemKind.SERIES).size())
          .as("samples in %s s: neither lost nor in a tight loop", seconds)
          .isBetween((int) seconds / 5 - 2, (int) seconds / 5 + 3);
      assertThat(receiver.items(ItemKind.PROFILE))
          .allSatisfy(
              item -> {
                long from = Long.parseLong(item.header().apply(Wire.FROM_HEADER));
                long until = Long.parseLong(item.header().apply(Wire.TIME_HEADER));
                assertThat(until - from).as("length of a span").isBetween(0L, 40_000L);
              });
      assertThat(seams(receiver))
          .anyMatch(seam -> seam.matches(".*the clock went forward by 3(599|600|601) s"))
          .anyMatch(seam -> seam.matches(".*the clock went back by 7(199|200|201) s"));
      assertThat(Cli.diag("status", both.observed().pid()).out())
          .contains("cpu-profile    on")
          .contains(" 0 dropped, 0 refused");
      both.sayAndAssertSame("x", 5);
    } finally {
      Files.delete(offset);
    }
  }

  /** Items after the first ones, by a clock that is off by so much. */
  private static long count(Receiver receiver, ItemKind kind, int skip, long aheadMillis) {
    long now = System.currentTimeMillis() + aheadMillis;
    return receiver.items(kind).stream()
        .skip(skip)
        .mapToLong(item -> Long.parseLong(item.header().apply(Wire.TIME_HEADER)))
        .filter(time -> Math.abs(time - now) < HOUR_MILLIS / 2)
        .count();
  }

  private static List<String> seams(Receiver receiver) {
    return receiver.items(ItemKind.PROFILE).stream()
        .map(item -> item.header().apply(Wire.SEAM_HEADER))
        .filter(seam -> seam != null)
        .toList();
  }

  /** At once, so that nobody reads half of it. */
  private static void set(Path file, String seconds) throws IOException {
    Path fresh = Files.createTempFile("diag-clock", ".next");
    Files.writeString(fresh, seconds + "\n");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
