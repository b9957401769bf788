package io.diag.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The same application twice at once: alone and with the agent. What they print and how they end
 * has to be the same, but for the agent's own lines and what the JDK is documented to say about
 * agents.
 */
public final class SideBySide implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Forked alone;
  private final Forked observed;

  private SideBySide(Forked alone, Forked observed) {
    this.alone = alone;
    this.observed = observed;
  }

  /** Two commands; both may be told something. */
  public static SideBySide start(
      List<String> alone, List<String> observed, Map<String, String> environment) {
    return new SideBySide(
        Forked.listening(alone, environment), Forked.listening(observed, environment));
  }

  /**
   * A class of {@code io.diag.e2e.subject.old}, once as it is and once with further options.
   *
   * @param agent options of the second alone, before the others
   */
  public static SideBySide start(
      Jdk jdk, List<String> agent, List<String> options, String main, String... arguments) {
    return start(
        command(jdk, List.of(), options, main, arguments),
        command(jdk, agent, options, main, arguments),
        Map.of());
  }

  /** How the class is run with the JDK; the classes are those of {@link OldClasses}. */
  public static List<String> command(
      Jdk jdk, List<String> agent, List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(agent);
    command.addAll(options);
    if (!options.contains("-cp")) {
      command.addAll(List.of("-cp", OldClasses.folder().toString()));
    }
    command.add("io.diag.e2e.subject.old." + main);
    command.addAll(List.of(arguments));
    return command;
  }

  public Forked alone() {
    return alone;
  }

  /** The one with the agent. */
  public Forked observed() {
    return observed;
  }

  /** Waits until both have printed a line that contains the text. */
  public void awaitLine(String text) {
    alone.awaitLine(text);
    observed.awaitLine(text);
  }

  /** Tells both to go on or to end, and waits for their end. */
  public void sayAndAssertSame(String line, int exitCode) {
    alone.say(line);
    observed.say(line);
    assertSame(exitCode, Pattern.compile("(?!)"));
  }

  /**
   * Waits for the end of both and compares.
   *
   * @param others lines on stderr that other tools print differently each time
   */
  public void assertSame(int exitCode, Pattern others) {
    int aloneCode = alone.awaitExit(DEADLINE);
    int observedCode = observed.awaitExit(DEADLINE);
    assertThat(aloneCode)
        .as("exit code alone; %s %s", alone.out(), alone.err())
        .isEqualTo(exitCode);
    assertThat(observedCode)
        .as("exit code with the agent; %s %s", observed.out(), observed.err())
        .isEqualTo(exitCode);
    assertThat(observed.out()).isEqualTo(alone.out());
    assertThat(ownLines(observed.err(), others)).isEqualTo(ownLines(alone.err(), others));
  }

  @Override
  public void close() {
    alone.close();
    observed.close();
  }

  private static String ownLines(String err, Pattern others) {
    return err.lines()
        .filter(
            line ->
                !SaidOfAgents.DOCUMENTED.matcher(line).matches() && !others.matcher(line).find())
        .collect(Collectors.joining("\n"));
  }
}
