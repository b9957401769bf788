package io.diag.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the JVMs this user can attach to. */
@Command(
    name = "ps",
    description = "List the JVMs on this machine that this user can see",
    mixinStandardHelpOptions = true)
final class PsCommand implements Callable<Integer> {
  private final Terminal terminal;

  PsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    Map<Long, String> jvms = AttachApi.load().list();
    terminal.println(String.format("%8s  %s", "PID", "MAIN CLASS OR JAR"));
    for (Map.Entry<Long, String> jvm : jvms.entrySet()) {
      terminal.println(String.format("%8d  %s", jvm.getKey(), jvm.getValue()));
    }
    return 0;
  }
}
