package io.diag.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the agent in a JVM that already runs. */
@Command(
    name = "attach",
    description = "Start the agent in a running JVM",
    mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "key=value,...",
      description = "Options of the agent; see diag --help",
      defaultValue = "")
  private String options;

  AttachCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    OptionCheck.check(options);
    Map<String, String> reply = new AgentCall(terminal.jar(), pid).send("attach", options);
    boolean already = reply.containsKey("already");
    terminal.println(
        "diag is "
            + (already ? "already " : "")
            + "on in "
            + pid
            + " as service '"
            + reply.get("service")
            + "'");
    StatusCommand.print(reply, terminal);
    return 0;
  }
}
