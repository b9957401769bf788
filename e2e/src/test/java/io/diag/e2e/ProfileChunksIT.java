package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Receiver;
import io.diag.e2e.subject.Measured;
import io.diag.wire.ItemKind;
import io.diag.wire.ProfileSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves the JVM as profiles, read by the JDK's own reader. */
class ProfileChunksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "hunter2-is-the-password";

  @TempDir private Path directory;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void allocationAndLockWaitsAreThoseOfTheApplicationAndNothingElseIsTold(int feature)
      throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    try (Receiver receiver = Receiver.start();
        Forked jvm =
            Forked.listening(
                jdk,
                List.of(
                    "-Xmx512m",
                    "-Dpassword=" + SECRET,
                    "-javaagent:" + Artifacts.agent() + "=collector=" + receiver.address()),
                Measured.class)) {
      List<RecordedEvent> before = awaitChunksUpTo(receiver, System.currentTimeMillis());
      jvm.say("alloc");
      jvm.say("lock");
      String waited = jvm.awaitLine("lock ");
      List<RecordedEvent> events = awaitChunksUpTo(receiver, System.currentTimeMillis());

      assertThat(before).isNotEmpty();
      long parcels =
          events.stream()
              .filter(event -> event.hasField("objectClass"))
              .filter(event -> event.getClass("objectClass").getName().contains("Measured$Parcel"))
              .mapToLong(ProfileChunksIT::allocated)
              .sum();
      assertThat(parcels)
          .isCloseTo((long) Measured.PARCELS * Measured.PARCEL_BYTES, withinPercentage(5));
      long locked =
          events.stream()
              .filter(event -> event.getEventType().getName().equals("jdk.JavaMonitorEnter"))
              .filter(event -> event.getThread().getJavaName().equals("waiter"))
              .mapToLong(event -> event.getDuration().toNanos())
              .sum();
      assertThat(locked)
          .isCloseTo(Long.parseLong(waited.substring("lock ".length())), withinPercentage(10));
      Set<String> kinds =
          events.stream().map(event -> event.getEventType().getName()).collect(Collectors.toSet());
      assertThat(kinds)
          .doesNotContain("jdk.InitialSystemProperty", "jdk.JVMInformation", "jdk.NativeLibrary");
      assertThat(receiver.items(ItemKind.PROFILE))
          .allMatch(item -> !new String(item.body(), StandardCharsets.ISO_8859_1).contains(SECRET));
      assertThat(jvm.err()).doesNotContain("[INFO]").doesNotContain("[WARN]");
      assertThat(jvm.out()).doesNotContain("[INFO]").doesNotContain("[WARN]");
    }
  }

  /** Waits for a chunk whose span reaches the time, and reads all that came so far. */
  private List<RecordedEvent> awaitChunksUpTo(Receiver receiver, long time) throws IOException {
    eventually(
        "a chunk that reaches " + time,
        PATIENCE,
        () -> receiver.items(ItemKind.PROFILE),
        items ->
            items.stream()
                .anyMatch(item -> Long.parseLong(item.header().apply("Diag-Time")) >= time));
    List<RecordedEvent> events = new ArrayList<>();
    long covered = ProfileSpan.read(receiver.items(ItemKind.PROFILE).get(0).header()).fromMillis();
    for (Receiver.Received item : receiver.items(ItemKind.PROFILE)) {
      ProfileSpan span = ProfileSpan.read(item.header());
      assertThat(span.event("cpu").interval()).isPositive();
      assertThat(span.event("alloc").interval()).isPositive();
      assertThat(span.event("lock").interval()).isPositive();
      assertThat(span.fromMillis() - covered).as("no gap between spans").isBetween(0L, 2_000L);
      covered = Long.parseLong(item.header().apply("Diag-Time"));
      Path file = Files.createTempFile(directory, "chunk", ".jfr");
      Files.write(file, item.body());
      events.addAll(RecordingFile.readAllEvents(file));
    }
    return events;
  }

  private static long allocated(RecordedEvent event) {
    return event.hasField("tlabSize") ? event.getLong("tlabSize") : event.getLong("allocationSize");
  }
}
