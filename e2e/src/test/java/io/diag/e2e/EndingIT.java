package io.diag.e2e;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.SideBySide;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that end before the agent has begun, or while it does. */
@Tag("waits")
class EndingIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#sinceEight")
  void anApplicationEndsAsItWouldWithoutTheAgent(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    Map<String, Integer> codes = new LinkedHashMap<>();
    codes.put("exit", 3);
    codes.put("exit-soon", 2);
    codes.put("halt", 4);
    codes.put("throw", 1);
    codes.put("return", 0);
    List<String> agent =
        List.of("-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address());
    codes.forEach(
        (way, code) -> {
          try (SideBySide both = SideBySide.start(jdk, agent, List.of(), "Ending", way)) {
            both.assertSame(code, NOTHING);
          }
        });
  }
}
