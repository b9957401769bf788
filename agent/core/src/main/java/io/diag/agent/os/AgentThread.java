package io.diag.agent.os;

/**
 * Threads of ours: daemons, without the application's context class loader, and with a handler of
 * their own, so that nothing they throw reaches the application's default handler.
 */
public final class AgentThread {
  private AgentThread() {}

  /** A thread that is not started yet. */
  public static Thread create(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(
        (dead, failure) -> {
          // said by the feature's state; the application must not hear of it
        });
    return thread;
  }
}
