package io.diag.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The one agent of this JVM, if there is one. An agent is a function from request to reply, made
 * from the jar that the first request names; when its reply says {@code ended}, it is let go and
 * its loader closed, so that the next attach may bring a newer one.
 */
final class Resident {
  private static final String ENTRY = "io.diag.agent.AgentEntry";

  /** How long the attach listener waits for an answer. The command line waits longer. */
  private static final long PATIENCE_MILLIS = 20_000;

  /** How long main may be held up before the application starts; a refusal comes much sooner. */
  private static final long START_MILLIS = 1_000;

  private static AgentClassLoader loader;
  private static Function<Map<String, String>, Map<String, String>> agent;

  private Resident() {}

  /**
   * Passes a request to the agent on a thread of its own: what a thread leaves behind in its locals
   * must not outlive the agent, and the caller's thread is not ours.
   *
   * @param wait whether to wait for the reply; if not, only a refusal is returned
   */
  static synchronized Map<String, String> handle(
      Map<String, String> request, Instrumentation instrumentation, File jar, boolean wait)
      throws Exception {
    boolean starts = "attach".equals(request.get("verb"));
    if (agent == null && !starts) {
      return Collections.singletonMap("error", "diag is not attached to this JVM");
    }
    if (agent == null) {
      load(jar, instrumentation);
      if (!wait) {
        request.put("background", "true");
      }
    }
    Call call = new Call(agent, request);
    Thread thread = new Thread(null, call, "diag-command", 0);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(call);
    thread.start();
    thread.join(wait ? PATIENCE_MILLIS : START_MILLIS);
    Map<String, String> reply = call.reply();
    if (reply.containsKey("ended")) {
      agent = null;
      loader.close();
      loader = null;
    }
    return reply;
  }

  @SuppressWarnings("unchecked")
  private static void load(File jar, Instrumentation instrumentation) throws Exception {
    AgentClassLoader fresh = new AgentClassLoader(jar);
    try {
      Constructor<?> entry =
          fresh
              .loadClass(ENTRY)
              .getConstructor(Instrumentation.class, BinaryOperator.class, File.class);
      agent =
          (Function<Map<String, String>, Map<String, String>>)
              entry.newInstance(instrumentation, ProfilerDoor.INSTANCE, jar);
      loader = fresh;
    } finally {
      if (loader != fresh) {
        fresh.close();
      }
    }
  }

  /** One request on its own thread. */
  private static final class Call implements Runnable, Thread.UncaughtExceptionHandler {
    private final Function<Map<String, String>, Map<String, String>> agent;
    private final Map<String, String> request;
    private volatile Map<String, String> reply;

    Call(Function<Map<String, String>, Map<String, String>> agent, Map<String, String> request) {
      this.agent = agent;
      this.request = request;
    }

    @Override
    public void run() {
      Map<String, String> answer;
      try {
        answer = new LinkedHashMap<>(agent.apply(request));
      } catch (Throwable failure) {
        answer = new LinkedHashMap<>();
        answer.put("error", "the agent failed: " + failure);
      }
      reply = answer;
    }

    /** Nothing of ours reaches the application's default handler. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {}

    Map<String, String> reply() {
      Map<String, String> answer = reply;
      return answer != null
          ? answer
          : Collections.singletonMap(
              "error",
              "no answer in time; the JVM is very busy, or a file of the settings cannot be read");
    }
  }
}
