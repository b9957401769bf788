package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.SideBySide;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that forks all the time while its CPU, allocations and locks are sampled. */
@Tag("waits")
class ForkingIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void everyChildEndsAsItShouldAndLeavesNothingBehind(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> agent =
        List.of("-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address());
    try (SideBySide both = SideBySide.start(jdk, agent, List.of(), "Forker", "200")) {
      both.awaitLine("ready");
      eventually(
          "the profile is on",
          Duration.ofSeconds(30),
          () -> Cli.diag("status", both.observed().pid()).out(),
          status -> status.contains("cpu-profile    on"));
      both.alone().say("go");
      both.observed().say("go");
      both.assertSame(6, Pattern.compile("(?!)"));
      assertThat(both.observed().out())
          .contains("200 children, 0 ended wrongly or not at all")
          .contains("no descriptors left behind");
    }
  }
}
