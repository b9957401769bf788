package io.diag.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the event loops of a JVM as the agent read them last, once or again and again. */
@Command(
    name = "loops",
    description = "Show the event loops of a JVM: how busy, and how long their ticks take",
    mixinStandardHelpOptions = true)
final class LoopsCommand implements Callable<Integer> {
  /** The agent reads them that often. */
  private static final long READING_MILLIS = 5_000;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  @Option(names = "--watch", description = "Show them anew every 5 s until Ctrl-C")
  private boolean watch;

  LoopsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException, InterruptedException {
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    if (!agent.isOn()) {
      throw new CliException("diag is not attached to " + pid + "; attach first to see its loops");
    }
    print(agent.send("loops", ""));
    while (watch) {
      Thread.sleep(READING_MILLIS);
      terminal.println("");
      print(agent.send("loops", ""));
    }
    return 0;
  }

  private void print(Map<String, String> reply) {
    LoopRows rows = LoopRows.of(reply);
    if (rows.isEmpty()) {
      terminal.println("no event loops in " + pid + ": " + reply.get("state"));
      return;
    }
    for (String line : rows.lines()) {
      terminal.println(line);
    }
  }
}
