package io.diag.cli;

import io.diag.agent.Version;
import io.diag.agent.config.OptionTable;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of diag.jar. Exit codes: 0 done, 1 failed, 2 misused, 3 doctor found something.
 */
@Command(
    name = "diag",
    description = "Looks into a running JVM and ships what it sees to a collector.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "java -javaagent:diag.jar[=key=value,...] -jar app.jar",
      "       java -jar diag.jar COMMAND",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.BuildVersion.class,
    subcommands = {
      PsCommand.class,
      DoctorCommand.class,
      RecordCommand.class,
      HeapCommand.class,
      ShipCommand.class,
      AttachCommand.class,
      StatusCommand.class,
      LoopsCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      DetachCommand.class
    })
public final class Main {
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private Main() {}

  /**
   * Runs one command and returns its exit code. Called reflectively by the launcher.
   *
   * @param jar the diag.jar that runs; it is what gets loaded into other JVMs
   */
  public static int run(File jar, String[] arguments) {
    return run(jar, arguments, System.out, System.err);
  }

  static int run(File jar, String[] arguments, PrintStream out, PrintStream err) {
    Terminal terminal = new Terminal(jar, out);
    CommandLine line = new CommandLine(new Main(), new CommandFactory(terminal));
    line.setOut(terminal.writer());
    line.getCommandSpec()
        .usageMessage()
        .footer(
            "",
            "Options of the agent, after -javaagent:diag.jar= or after attach PID, separated by"
                + " commas:",
            OptionTable.forTerminal().replace("%", "%%"));
    line.setParameterExceptionHandler(
        (misuse, args) -> {
          err.println("diag: " + explain(misuse) + "; see java -jar diag.jar --help");
          return MISUSED;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.println("diag: " + oneLine(String.valueOf(failure.getMessage())));
          return failure instanceof MisuseException ? MISUSED : FAILED;
        });
    if (arguments.length == 0) {
      line.usage(terminal.writer());
      return MISUSED;
    }
    int exitCode = line.execute(arguments);
    terminal.writer().flush();
    return exitCode;
  }

  private static String explain(CommandLine.ParameterException misuse) {
    if (misuse instanceof UnmatchedArgumentException) {
      UnmatchedArgumentException unmatched = (UnmatchedArgumentException) misuse;
      List<String> suggestions = unmatched.getSuggestions();
      return "'"
          + unmatched.getUnmatched().get(0)
          + "' is not known here"
          + (suggestions.isEmpty() ? "" : "; did you mean '" + suggestions.get(0) + "'");
    }
    return oneLine(misuse.getMessage());
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ").trim();
  }

  static final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"diag " + Version.of(Main.class)};
    }
  }
}
