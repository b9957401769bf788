package io.diag.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether the agent is on in a JVM, and which of its features are off and why. */
@Command(
    name = "status",
    description = "Say what the agent in a JVM does, and what is off and why",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final String FEATURE = "feature.";

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    TargetSettings settings = agent.settings();
    if (!settings.isAgentOn()) {
      if (json) {
        terminal.println(StatusJson.off(pid));
        return 0;
      }
      terminal.println(
          "diag is off in "
              + pid
              + (settings.against() == null
                  ? "; java -jar diag.jar attach " + pid + " switches it on"
                  : ", which " + settings.against()));
      return 0;
    }
    Map<String, String> reply = agent.send("status", "");
    if (json) {
      terminal.println(StatusJson.on(pid, reply));
      return 0;
    }
    String since =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault())
            .format(Instant.ofEpochMilli(Long.parseLong(reply.get("since"))));
    terminal.println(
        "diag "
            + reply.get("version")
            + (reply.containsKey("paused") ? " is paused in " : " is on in ")
            + pid
            + " as service '"
            + reply.get("service")
            + "' since "
            + since);
    print(reply, terminal);
    return 0;
  }

  static void print(Map<String, String> reply, Terminal terminal) {
    for (Map.Entry<String, String> entry : reply.entrySet()) {
      if (entry.getKey().startsWith(FEATURE)) {
        String[] state = entry.getValue().split(" ", 2);
        String name = entry.getKey().substring(FEATURE.length());
        terminal.println(
            String.format("  %-14s %s%s", name, state[0], state.length > 1 ? ": " + state[1] : ""));
      }
    }
    terminal.println(
        "  items          "
            + reply.get("items.acknowledged")
            + " acknowledged, "
            + reply.get("items.waiting")
            + " waiting, "
            + reply.get("items.dropped")
            + " dropped, "
            + reply.get("items.refused")
            + " refused");
    if (reply.containsKey("spool")) {
      terminal.println("  spool          " + reply.get("spool"));
    }
    String collector = reply.get("collector");
    if ("none".equals(collector)) {
      terminal.println("  collector      none: nothing is sent");
    } else if (reply.containsKey("trouble")) {
      terminal.println(
          "  collector      "
              + collector
              + " does not take data yet ("
              + reply.get("trouble")
              + "); the agent keeps trying");
    } else {
      terminal.println("  collector      " + collector + "/jvm/" + reply.get("id"));
    }
  }
}
