package io.diag.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stop collecting in a JVM until resume. */
@Command(
    name = "pause",
    description = "Stop collecting in a JVM until resume; the agent stays in place",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  PauseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    if (!agent.isOn()) {
      throw new CliException("diag is not attached to " + pid + "; there is nothing to pause");
    }
    Map<String, String> reply = agent.send("pause", "");
    terminal.println(
        "diag collects nothing in " + pid + " (service '" + reply.get("service") + "')");
    return 0;
  }
}
