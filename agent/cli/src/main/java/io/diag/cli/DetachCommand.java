package io.diag.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends the agent in a JVM. */
@Command(
    name = "detach",
    description = "End the agent in a JVM; the JVM goes on as before",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  DetachCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    if (!agent.isOn()) {
      throw new CliException("diag is not attached to " + pid + "; there is nothing to detach");
    }
    Map<String, String> reply = agent.send("detach", "");
    terminal.println("diag is off in " + pid + " (service '" + reply.get("service") + "')");
    return 0;
  }
}
