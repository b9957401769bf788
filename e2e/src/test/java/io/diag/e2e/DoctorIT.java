package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Leak;
import io.diag.e2e.harness.ThreadNames;
import io.diag.e2e.subject.Embrace;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor PID}: a verdict on a terminal, without a collector. All are examined at once. */
@Tag("waits")
class DoctorIT {
  private static final int KIB_PER_SECOND = 8 << 10;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private static Path keys;
  private static Forked idle;
  private static Forked leaking;
  private static Forked embraced;
  private static Forked forsaken;
  private static Forked ofIdle;
  private static Forked ofLeaking;
  private static Forked ofEmbraced;

  @BeforeAll
  static void examineAll() {
    idle = Forked.target(Jdk.own(), List.of("-Xmx32m"), Idle.class);
    Jdk jdk = Jdk.find(25).orElse(Jdk.own());
    leaking = Forked.start(Leak.DIRECT.command(jdk, KIB_PER_SECOND, List.of()), Map.of());
    String key = keys.resolve("never").toString();
    embraced = Forked.target(Jdk.own(), List.of("-Xmx32m"), Embrace.class, key);
    for (Forked jvm : List.of(idle, leaking, embraced)) {
      jvm.awaitLine("ready");
    }
    forsaken = Forked.target(Jdk.own(), List.of("-Xmx32m"), Idle.class);
    forsaken.awaitLine("ready");
    Forked killed = doctor(forsaken, "--minutes", "1");
    ofLeaking = doctor(leaking, "--minutes", "2", "--json");
    ofIdle = doctor(idle, "--minutes", "1");
    Cli.diag("attach", embraced.pid(), "collector=http://127.0.0.1:1");
    ofEmbraced = doctor(embraced, "--minutes", "1");
    awaitThread(forsaken, "diag-copy");
    killed.kill();
  }

  @AfterAll
  static void end() {
    for (Forked each : List.of(ofIdle, ofLeaking, ofEmbraced, idle, leaking, embraced, forsaken)) {
      each.close();
    }
  }

  @Test
  void aHealthyJvmIsWellAndIsLeftAsItWas() {
    assertThat(ofIdle.awaitExit(PATIENCE)).as(ofIdle.err()).isZero();
    assertThat(ofIdle.out()).contains("readings in 1 min").contains("RSS ");
    assertThat(ofIdle.out()).contains("Nothing was found by ");
    assertNoAgent(idle);
  }

  @Test
  void whatLeaksIsNamedWithinTwoMinutes() throws IOException {
    assertThat(ofLeaking.awaitExit(PATIENCE)).as(ofLeaking.err()).isEqualTo(3);
    JsonNode findings = new ObjectMapper().readTree(ofLeaking.out()).get("findings");
    assertThat(findings.findValuesAsText("rule")).contains("direct-buffer-growth");
    for (String field : List.of("id", "jvm", "state", "since", "evidence", "actions")) {
      assertThat(findings.get(0).has(field)).as(field).isTrue();
    }
    JsonNode leak = findings.get(findings.findValuesAsText("rule").indexOf("direct-buffer-growth"));
    String method = Leak.DIRECT.taker("direct-buffer-growth");
    assertThat(leak.get("evidence").findValuesAsText("method")).containsExactly(method);
    assertThat(leak.get("summary").asText()).contains(" is taken in " + method);
    assertNoAgent(leaking);
  }

  /** What it told its collector before the doctor came is told the doctor, too. */
  @Test
  void anAgentThatWasThereBeforeStays() {
    assertThat(ofEmbraced.awaitExit(PATIENCE)).as(ofEmbraced.err()).isEqualTo(3);
    assertThat(ofEmbraced.out()).contains("CRITICAL").contains("'booker' waits for ");
    assertThat(Cli.diag("status", embraced.pid()).exitCode()).isZero();
  }

  @Test
  void anAgentWhoseDoctorWasKilledEndsByItself() {
    eventually(
        "no thread of the agent is left",
        PATIENCE,
        () -> ThreadNames.of(forsaken.pid()),
        names -> names.stream().noneMatch(name -> name.startsWith("diag-")));
  }

  @Test
  void whatIsAskedWrongIsSaidInOneLine() {
    Cli.Result wrong = Cli.diag("doctor", "1", "--minutes", "0");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).isEqualTo("diag: --minutes is 1 to 240\n");
  }

  private static Forked doctor(Forked jvm, Object... options) {
    Object[] arguments = new Object[options.length + 2];
    arguments[0] = "doctor";
    arguments[1] = jvm.pid();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Cli.start(Jdk.own(), arguments);
  }

  private static void awaitThread(Forked jvm, String name) {
    eventually(name, PATIENCE, () -> ThreadNames.of(jvm.pid()), names -> names.contains(name));
  }

  private static void assertNoAgent(Forked jvm) {
    eventually(
        "no thread of the agent is left",
        Duration.ofSeconds(20),
        () -> ThreadNames.of(jvm.pid()),
        names -> names.stream().noneMatch(name -> name.startsWith("diag-")));
  }
}
