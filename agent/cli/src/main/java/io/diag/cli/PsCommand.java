package io.diag.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the JVMs this user can attach to. */
@Command(
    name = "ps",
    description = "List the JVMs on this machine that this user can see, and where diag is on",
    mixinStandardHelpOptions = true)
final class PsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  PsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    AttachApi api = AttachApi.load();
    List<ListedJvm> jvms = new ArrayList<>();
    Map<Long, String> found = new JvmFinder(new File("/proc")).find(api.list());
    found.remove(TargetProcess.own().pid());
    for (Map.Entry<Long, String> jvm : found.entrySet()) {
      jvms.add(ListedJvm.look(api, jvm.getKey(), jvm.getValue()));
    }
    if (json) {
      terminal.println(Json.of(out -> write(jvms, out)));
      return 0;
    }
    terminal.println(String.format("%8s  %-16s  %s", "PID", "DIAG", "MAIN CLASS OR JAR"));
    for (ListedJvm jvm : jvms) {
      terminal.println(String.format("%8d  %-16s  %s", jvm.pid(), jvm.state(), jvm.main()));
    }
    return 0;
  }

  private static void write(List<ListedJvm> jvms, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (ListedJvm jvm : jvms) {
      out.writeStartObject();
      out.writeNumberField("pid", jvm.pid());
      out.writeStringField("main", jvm.main());
      if (jvm.on() != null) {
        out.writeBooleanField("on", jvm.on());
      }
      if (jvm.version() != null) {
        out.writeStringField("version", jvm.version());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
