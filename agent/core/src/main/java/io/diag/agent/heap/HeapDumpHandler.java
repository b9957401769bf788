package io.diag.agent.heap;

import io.diag.agent.command.CommandException;
import io.diag.agent.command.CommandHandler;
import io.diag.agent.command.CommandRun;
import io.diag.agent.command.CommandStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Has the heap dumped, redacted and sent by a process of its own: {@code diag.jar heap PID --ship}.
 * The application gives nothing for it but the time that it stands still while the VM writes.
 */
public final class HeapDumpHandler implements CommandHandler {
  private final HelperProcess helper;
  private final long pid;
  private final String collector;

  /**
   * @param collector as {@code --ship} takes it
   */
  public HeapDumpHandler(HelperProcess helper, long pid, String collector) {
    this.helper = helper;
    this.pid = pid;
    this.collector = collector;
  }

  @Override
  public String kind() {
    return "heap-dump";
  }

  @Override
  public CommandRun start(Map<String, Object> arguments) throws CommandException {
    List<String> command =
        new ArrayList<>(Arrays.asList("heap", Long.toString(pid), "--ship=" + collector));
    if (Boolean.FALSE.equals(arguments.get("live"))) {
      command.add("--all");
    }
    if (Boolean.FALSE.equals(arguments.get("redact"))) {
      command.add("--no-redact");
    }
    return new Run(helper.start(command, "heap " + pid + " --ship"));
  }

  /** Follows the helper without waiting for it. */
  private static final class Run implements CommandRun {
    private final HelperOutput output;
    private final Process process;

    Run(Process process) {
      this.process = process;
      output = new HelperOutput(process.getInputStream());
    }

    @Override
    public CommandStep step() throws Exception {
      boolean ended = HelperProcess.hasEnded(process);
      output.read(ended);
      if (!ended) {
        return CommandStep.running(output.progress(), output.last());
      }
      if (process.exitValue() != 0 || output.dumpId() == null) {
        throw new CommandException(output.failure(process.exitValue()));
      }
      return CommandStep.done(
          output.summary(), Collections.<String, Object>singletonMap("heapDump", output.dumpId()));
    }

    @Override
    public void stop() {
      process.destroy(); // ends the dump, and removes what was written
    }
  }
}
