package io.diag.e2e.harness;

import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/** The JDKs every run covers. One that this machine lacks is skipped and counted as skipped. */
public final class Jdks {
  private Jdks() {}

  /** For {@code @MethodSource}. */
  public static Stream<Integer> everyRun() {
    return Stream.of(17, 25);
  }

  /** For {@code @MethodSource}: each JDK with the agent from the start and attached late. */
  public static Stream<Arguments> everyRunAndWay() {
    return everyRun().flatMap(jdk -> Stream.of(Way.values()).map(way -> Arguments.of(jdk, way)));
  }

  /** How the agent gets into a JVM. */
  public enum Way {
    STATIC,
    ATTACHED
  }

  /** The JDK, or the calling test is skipped with the reason. */
  public static Jdk orSkip(int feature) {
    return Jdk.find(feature)
        .orElseGet(() -> Assumptions.abort("no JDK " + feature + " on this machine"));
  }
}
