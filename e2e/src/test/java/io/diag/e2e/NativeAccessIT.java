package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Jdks.Way;
import io.diag.e2e.subject.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the application may do with native code is what it was without the agent. */
class NativeAccessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String ALLOWED = "--enable-native-access=ALL-UNNAMED";

  static Stream<Arguments> jdksThatRestrictIt() {
    return Jdks.everyRunAndWay().filter(jdk -> (int) jdk.get()[0] >= 24);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("jdksThatRestrictIt")
  void theProfilerDoesNotAllowItToTheApplication(int feature, Way way) {
    try (Forked jvm = start(feature, way, List.of())) {
      assertThat(answer(jvm, "first")).isEqualTo("first: false");
      assertThat(jvm.err().lines())
          .as("the warning, as the documents have it")
          .contains(
              "WARNING: java.lang.System::load has been called by io.diag.launch.NativeProfiler in"
                  + " module io.diag.launch (file:"
                  + Artifacts.agent()
                  + ")",
              "WARNING: Use --enable-native-access=io.diag.launch to avoid a warning for callers"
                  + " in this module");
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      attach(jvm);
      assertThat(answer(jvm, "second")).isEqualTo("second: false");
    }
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("jdksThatRestrictIt")
  void whereTheApplicationMayUseItNothingIsPrinted(int feature, Way way) {
    try (Forked jvm = start(feature, way, List.of(ALLOWED))) {
      assertThat(answer(jvm, "first")).isEqualTo("first: true");
      assertThat(jvm.err()).doesNotContain("restricted").doesNotContain("module");
    }
  }

  /** With the native profiler loaded. */
  private static Forked start(int feature, Way way, List<String> more) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options = new ArrayList<>(more);
    options.add("-XX:+EnableDynamicAgentLoading");
    if (way == Way.STATIC) {
      options.add("-javaagent:" + Artifacts.agent() + "=collector=none");
    }
    Forked jvm = Forked.listening(jdk, options, Asked.class);
    jvm.awaitLine("ready");
    if (way == Way.ATTACHED) {
      attach(jvm);
    }
    eventually(
        "CPU is sampled",
        PATIENCE,
        () -> Cli.diag("status", jvm.pid()).out(),
        status -> status.contains("cpu-profile    on"));
    return jvm;
  }

  private static void attach(Forked jvm) {
    assertThat(Cli.diag("attach", jvm.pid(), "collector=none").exitCode()).isZero();
  }

  private static String answer(Forked jvm, String question) {
    jvm.say(question);
    return jvm.awaitLine(question + ": ");
  }
}
