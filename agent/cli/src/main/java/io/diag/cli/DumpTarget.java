package io.diag.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;

/** The JVM whose heap is wanted, over one connection. One thread at a time. */
final class DumpTarget implements AutoCloseable {
  private final AgentCall call;
  private final AttachApi.Connection jvm;

  private DumpTarget(AgentCall call, AttachApi.Connection jvm) {
    this.call = call;
    this.jvm = jvm;
  }

  /**
   * @throws CliException if it is no JVM that can be asked
   */
  static DumpTarget connect(AgentCall call) throws CliException {
    return new DumpTarget(call, call.connect());
  }

  TargetProcess process() {
    return call.target();
  }

  long pid() {
    return call.target().pid();
  }

  Properties properties() throws CliException {
    try {
      return jvm.systemProperties();
    } catch (InvocationTargetException refused) {
      throw call.explain(refused.getCause());
    }
  }

  /**
   * @throws CliException if it has no heap dump to give
   */
  DumpAbilities abilities() throws CliException {
    String help = askIfKnown(DumpAbilities.QUESTION);
    DumpAbilities abilities = DumpAbilities.of(help);
    if (!abilities.isOffered()) {
      throw new CliException("JVM " + pid() + " offers no heap dump: " + help.trim());
    }
    return abilities;
  }

  HeapEstimate estimate() throws CliException {
    OptionalLong used = HeapUse.ofHeapInfo(askIfKnown("GC.heap_info"));
    return new HeapEstimate(
        used.isPresent() ? used : HeapUse.ofCounters(askIfKnown("PerfCounter.print")));
  }

  /** Of its threads, but for virtual ones. Takes a safepoint of some milliseconds. */
  Set<String> threadNames() throws CliException {
    return Collections.unmodifiableSet(ThreadPrint.names(ask(ThreadPrint.COMMAND)));
  }

  /**
   * Has the VM do something, as {@code jcmd}. Blocks until it is done.
   *
   * @return what it says
   * @throws CliException if it cannot be asked, or has no such command
   */
  String ask(String command) throws CliException {
    try {
      return jvm.command(command);
    } catch (InvocationTargetException refused) {
      throw call.explain(refused.getCause());
    }
  }

  /** As {@link #ask}; of a command that this JVM does not have, why. */
  private String askIfKnown(String command) throws CliException {
    try {
      return jvm.command(command);
    } catch (InvocationTargetException refused) {
      Throwable cause = refused.getCause();
      if (cause.getClass().getSimpleName().equals("AttachOperationFailedException")) {
        return String.valueOf(cause.getMessage());
      }
      throw call.explain(cause);
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
