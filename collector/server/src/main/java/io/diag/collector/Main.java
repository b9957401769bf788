package io.diag.collector;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line of {@code diag-collector.jar}. Without the name of a command it runs the
 * collector. Exit code 2 means misuse, 1 failure, each with one line on stderr.
 */
@Command(
    name = "diag-collector",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = CollectorCommand.class)
public final class Main {
  private static final int MISUSE = 2;
  private static final int FAILURE = 1;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Blocks as long as the collector runs. */
  static int run(String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setParameterExceptionHandler((e, given) -> misuse(e));
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> failure(e));
    return commandLine.execute(withCommand(args));
  }

  private static String[] withCommand(String... args) {
    boolean named = args.length > 0 && !args[0].startsWith("-");
    return named
        ? args
        : Stream.concat(Stream.of("collector"), Arrays.stream(args)).toArray(String[]::new);
  }

  private static int misuse(ParameterException e) {
    return say(e.getMessage() + "; --help lists the options", MISUSE);
  }

  private static int failure(Exception e) {
    if (e instanceof StartException start) {
      return say(start.getMessage(), start.misuse() ? MISUSE : FAILURE);
    }
    return say("the collector failed: " + e, FAILURE);
  }

  private static int say(String message, int exitCode) {
    System.err.println("diag: " + message.replaceAll("\\R+", " "));
    return exitCode;
  }
}
