package io.diag.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Collect again in a JVM after pause. */
@Command(
    name = "resume",
    description = "Collect again in a JVM after pause",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    if (!agent.isOn()) {
      throw new CliException("diag is not attached to " + pid + "; there is nothing to resume");
    }
    Map<String, String> reply = agent.send("resume", "");
    terminal.println("diag collects again in " + pid + " (service '" + reply.get("service") + "')");
    return 0;
  }
}
