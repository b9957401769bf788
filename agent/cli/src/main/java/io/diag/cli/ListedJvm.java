package io.diag.cli;

import java.lang.reflect.InvocationTargetException;

/**
 * One JVM as it is listed. Whether the agent is on is told from the names of its threads, so that a
 * list disturbs none; only where it is on is the JVM asked for its version.
 */
final class ListedJvm {
  /** The thread of the agent that is there as long as it is on. */
  private static final String THREAD = "diag-sampler";

  private final long pid;
  private final String main;
  private final Boolean on;
  private final String version;

  private ListedJvm(long pid, String main, Boolean on, String version) {
    this.pid = pid;
    this.main = main;
    this.on = on;
    this.version = version;
  }

  /**
   * @param displayName main class or jar with its arguments, as the JVM left them for others
   */
  static ListedJvm look(AttachApi api, long pid, String displayName) {
    String main = displayName.trim().split("\\s", 2)[0];
    main = main.isEmpty() ? "-" : main.substring(main.lastIndexOf('/') + 1);
    TargetProcess process = new TargetProcess(pid);
    Boolean on = process.hasThread(THREAD);
    return new ListedJvm(pid, main, on, Boolean.TRUE.equals(on) ? version(api, process) : null);
  }

  long pid() {
    return pid;
  }

  String main() {
    return main;
  }

  /** Null if it cannot be told. */
  Boolean on() {
    return on;
  }

  /** Null if the agent is off or does not say. */
  String version() {
    return version;
  }

  /** In a word or two. */
  String state() {
    return on == null ? "?" : !on ? "off" : version == null ? "on" : "on " + version;
  }

  private static String version(AttachApi api, TargetProcess process) {
    try {
      process.check();
      try (AttachApi.Connection jvm = api.attach(process)) {
        return jvm.systemProperties().getProperty(AgentCall.ON_PROPERTY);
      }
    } catch (CliException | InvocationTargetException doesNotSay) {
      return null;
    }
  }
}
