package io.diag.e2e.harness;

import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/** The JDKs every run covers. One that this machine lacks is skipped and counted as skipped. */
public final class Jdks {
  private Jdks() {}

  /** For {@code @MethodSource}. With {@code -Ddiag.all} also every newer JDK of this machine. */
  public static Stream<Integer> everyRun() {
    Stream<Integer> always = Stream.of(17, 25);
    return Boolean.getBoolean("diag.all")
        ? Stream.concat(always, Jdk.features().stream().filter(jdk -> jdk > 17 && jdk != 25))
        : always;
  }

  /** For {@code @MethodSource}: from the oldest that the agent runs in to the newest. */
  public static Stream<Integer> sinceEight() {
    return Stream.concat(Stream.of(8, 11), everyRun());
  }

  /** For {@code @MethodSource}: each JDK with the agent from the start and attached late. */
  public static Stream<Arguments> everyRunAndWay() {
    return everyRun().flatMap(jdk -> Stream.of(Way.values()).map(way -> Arguments.of(jdk, way)));
  }

  /** As {@link #everyRunAndWay}, but where little depends on the JDK each meets one way alone. */
  public static Stream<Arguments> aWayEach() {
    return Boolean.getBoolean("diag.all")
        ? everyRunAndWay()
        : Stream.of(Arguments.of(17, Way.STATIC), Arguments.of(25, Way.ATTACHED));
  }

  /** For {@code @MethodSource}, where one JDK takes long and the next would be no different. */
  public static Stream<Integer> one() {
    return Boolean.getBoolean("diag.all") ? everyRun() : Stream.of(17);
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
