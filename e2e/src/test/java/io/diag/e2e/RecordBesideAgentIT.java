package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Receiver;
import io.diag.e2e.subject.Recorded;
import io.diag.wire.ItemKind;
import io.diag.wire.ProfileSpan;
import io.diag.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording where the agent is on: its own profile goes on, and says what changed and when. */
@Tag("waits")
class RecordBesideAgentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @TempDir Path tmp;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theAgentsOwnProfileMakesASeamAndGoesOn(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    try (Receiver receiver = Receiver.start();
        Forked jvm =
            Forked.target(
                jdk,
                List.of(
                    "-Xmx256m",
                    "-XX:MaxDirectMemorySize=128m",
                    "-Djava.io.tmpdir=" + tmp,
                    "-javaagent:" + Artifacts.agent() + "=collector=" + receiver.address()),
                Recorded.class)) {
      eventually("a first profile", PATIENCE, () -> spans(receiver), spans -> !spans.isEmpty());
      Collapsed wall = record(jvm, "wall", 6);
      double asleep = wall.under("io.diag.e2e.subject.Recorded.sleeps");
      double awake = wall.under("io.diag.e2e.subject.Recorded.spins");
      assertThat(asleep / (asleep + awake)).isCloseTo(Recorded.SLEEPING_SHARE, within(0.1));
      Collapsed lock = record(jvm, "lock", 6);
      assertThat(lock.under("io.diag.e2e.subject.Recorded$Gate") / 1e9).isCloseTo(3, within(0.5));

      List<ProfileSpan> spans =
          eventually(
              "an ordinary span after the last",
              PATIENCE,
              () -> spans(receiver),
              seen -> seen.get(seen.size() - 1).seam() != null && ended(seen) == 2);
      assertThat(spans.stream().map(ProfileSpan::seam))
          .contains(
              "wall for 6 s, recorded from a command line",
              "lock for 6 s, recorded from a command line");
      assertThat(names(spans.get(0)))
          .as("%s, %s", spans.stream().map(ProfileSpan::headers).toList(), jvm.err())
          .containsExactlyInAnyOrder("cpu", "alloc", "lock");
      assertThat(names(spans.get(spans.size() - 1)))
          .contains("cpu", "alloc")
          .isSubsetOf(names(spans.get(0)));
      assertThat(Cli.diag("status", jvm.pid()).out())
          .contains("cpu-profile    on")
          // its threads park some 500 times a second
          .containsPattern("lock-profile   on: .*\\(one span in \\d+\\)");
      assertThat(tmp.toFile().list()).isEmpty();
    }
  }

  private static List<String> names(ProfileSpan span) {
    return span.events().stream().map(ProfileSpan.Event::name).toList();
  }

  private Collapsed record(Forked jvm, String event, int seconds) throws IOException {
    Path out = folder.resolve(event + ".collapsed");
    Cli.Result result =
        Cli.diag(
            "record", jvm.pid(), "--seconds", seconds, "--event", event, "--out", out.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).doesNotContain("ended early");
    return Collapsed.parse(Files.readString(out));
  }

  private static long ended(List<ProfileSpan> spans) {
    return spans.stream()
        .filter(span -> span.seam() != null && span.seam().contains(" ended after "))
        .count();
  }

  private static List<ProfileSpan> spans(Receiver receiver) throws WireException {
    List<ProfileSpan> spans = new ArrayList<>();
    for (Receiver.Received item : receiver.items(ItemKind.PROFILE)) {
      spans.add(ProfileSpan.read(item.header()));
    }
    return spans;
  }
}
