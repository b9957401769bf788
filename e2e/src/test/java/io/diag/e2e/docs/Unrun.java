package io.diag.e2e.docs;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.function.Executable;

/** The commands of the documents that are not run with the others, and why. */
enum Unrun {
  CLUSTER("needs a Kubernetes cluster", "kubectl (?!.*\\b(create|exec|cp)\\b).*"),
  ENGINE("needs a container engine", "docker .*"),
  RENDERER("is a program of somebody else's", "(flamegraph\\.pl|inferno-flamegraph|speedscope) .*"),
  MEASUREMENT("takes minutes on a quiet machine", "benchmarks/run .*"),
  REBUILD("builds once more what this test was built with", "mvn .*|\\(cd ui && npm .*"),
  VERIFY(null, "\\./verify"), // which runs this test
  DEMO(null, "\\./diag demo"), // in DemoIT
  DOCTOR(null, "java -jar diag\\.jar doctor .*"); // in DoctorIT

  /** Null if it is run elsewhere. */
  private final String reason;

  private final Pattern commands;

  Unrun(String reason, String commands) {
    this.reason = reason;
    this.commands = Pattern.compile(commands);
  }

  /**
   * A test for each command of a document, and one that is skipped for each reason not to run some.
   *
   * @param run what a test of a command does
   */
  static List<DynamicNode> tests(String document, BiFunction<DocBlock, String, Executable> run) {
    List<DynamicNode> tests = new ArrayList<>();
    Map<Unrun, List<String>> unrun = new EnumMap<>(Unrun.class);
    for (DocBlock block : DocBlock.of(document)) {
      for (String command : block.commands()) {
        Unrun why = of(command);
        if (why != null) {
          unrun.computeIfAbsent(why, first -> new ArrayList<>()).add(command);
        } else {
          String name = "line " + block.line() + ": " + command;
          tests.add(dynamicTest(name, run.apply(block, command)));
        }
      }
    }
    unrun.forEach(
        (why, commands) -> {
          if (why.reason != null) {
            String what = document + ", not run: " + commands + ", since each " + why.reason;
            tests.add(dynamicTest(what, () -> Assumptions.abort(what)));
          }
        });
    return tests;
  }

  private static Unrun of(String command) {
    for (Unrun each : values()) {
      if (each.commands.matcher(command).matches()) {
        return each;
      }
    }
    return null;
  }
}
