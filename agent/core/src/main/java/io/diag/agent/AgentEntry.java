package io.diag.agent;

import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.agent.config.ConfigReader;
import io.diag.agent.eventloop.LoopFeature;
import io.diag.agent.os.ScratchFolder;
import io.diag.agent.record.Copies;
import io.diag.agent.record.Recorder;
import io.diag.agent.session.JvmStart;
import io.diag.agent.session.Session;
import io.diag.wire.FeatureState;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Where the launcher hands over: a function from request to reply. Verbs are attach, status, loops,
 * pause, resume, copy, copy-stop, record-stop and detach; an attach with {@code record} starts a
 * recording instead of a session, because it is the one verb that the launcher loads an agent for.
 * A reply with {@code error} says what to do, one with {@code ended} lets the launcher drop this
 * agent and its class loader.
 */
public final class AgentEntry implements Function<Map<String, String>, Map<String, String>> {
  /** Set while a session is on, to the agent's version; the command line reads it by attach. */
  static final String ON_PROPERTY = "diag.agent.on";

  private static final long START_PATIENCE_MILLIS = 8_000;

  private final Instrumentation instrumentation;
  private final BinaryOperator<String> nativeProfiler;
  private final File jar;
  private final Copies copies = new Copies(ScratchFolder.candidates(systemProperties()));
  private Session session;
  private Features features;
  private Recorder recorder;
  private boolean forsaken;

  /**
   * Called reflectively by the launcher.
   *
   * @param instrumentation the JVM's leave to look where others may not, and to change classes
   * @param nativeProfiler the launcher's door to async-profiler
   * @param jar the diag.jar this agent came from
   */
  public AgentEntry(
      Instrumentation instrumentation, BinaryOperator<String> nativeProfiler, File jar) {
    this.instrumentation = instrumentation;
    this.nativeProfiler = nativeProfiler;
    this.jar = jar;
  }

  /** Called on a thread of the launcher's, one request at a time. */
  @Override
  public synchronized Map<String, String> apply(Map<String, String> request) {
    String verb = String.valueOf(request.get("verb"));
    switch (verb) {
      case "attach":
        return attach(request);
      case "record-stop":
        return endIfIdle(recorder().stop(request));
      case "detach":
        return detach();
      default:
        return session == null
            ? error("diag is not attached to this JVM")
            : ofSession(verb, request);
    }
  }

  private Map<String, String> ofSession(String verb, Map<String, String> request) {
    switch (verb) {
      case "status":
        return status();
      case "loops":
        return loops();
      case "copy":
        return copy(request);
      case "copy-stop":
        return copyStop(request);
      case "pause":
        return pause();
      case "resume":
        return resume();
      default:
        return error("this agent does not know '" + verb + "'; use the diag.jar it came from");
    }
  }

  private Map<String, String> attach(Map<String, String> request) {
    if (!hasManagement()) {
      Map<String, String> reply =
          error("this runtime lacks the module java.management (diag is off)");
      reply.put("ended", "true");
      return reply;
    }
    if (session == null && (forsaken || (recorder != null && recorder.isForgotten()))) {
      Map<String, String> reply = new LinkedHashMap<>();
      reply.put("ended", "true");
      reply.put("again", "true"); // to the agent of the jar that asks now
      return reply;
    }
    if (request.containsKey("record")) {
      return endIfIdle(recorder().start(request, session == null ? null : features.engine()));
    }
    if (session != null) {
      return alreadyOn(request);
    }
    if (recorder != null && recorder.busy() != null) {
      return error(recorder.busy());
    }
    Map<String, String> properties = systemProperties();
    try {
      ConfigReader reader =
          new ConfigReader(
              properties, System.getenv(), new File(jar.getParentFile(), "diag.properties"));
      Config config = reader.read(request.getOrDefault("args", ""));
      features = new Features(nativeProfiler, properties, instrumentation, config, jar);
      session =
          Session.start(
              config,
              properties,
              Version.of(AgentEntry.class),
              System.err,
              features,
              request.containsKey("start") ? JvmStart.ofThisJvm() : () -> false);
    } catch (ConfigException unusable) {
      Map<String, String> reply = error(unusable.getMessage() + " (diag is off)");
      reply.put("ended", "true");
      return reply;
    }
    System.setProperty(ON_PROPERTY, Version.of(AgentEntry.class));
    if (request.containsKey("background")) {
      return new LinkedHashMap<>();
    }
    try {
      session.awaitStarted(START_PATIENCE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return status();
  }

  /** A runtime that was put together for one application may have no more than java.base. */
  private static boolean hasManagement() {
    try {
      Class.forName("java.lang.management.ManagementFactory");
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** What was there for a recording alone goes with it. */
  private Map<String, String> endIfIdle(Map<String, String> reply) {
    if (session == null && recorder().busy() == null) {
      reply.put("ended", "true");
    }
    return reply;
  }

  private Recorder recorder() {
    if (recorder == null) {
      recorder =
          Features.recorder(nativeProfiler, systemProperties(), Features.holders(instrumentation));
    }
    return recorder;
  }

  private Map<String, String> alreadyOn(Map<String, String> request) {
    if (request.containsKey("start")) {
      return error("already on in this JVM; the second -javaagent is ignored");
    }
    if (!request.getOrDefault("args", "").isEmpty()) {
      return error("diag is already on in this JVM; detach it first to change its options");
    }
    Map<String, String> reply = status();
    reply.put("already", "true");
    return reply;
  }

  private Map<String, String> status() {
    Map<String, String> reply = new LinkedHashMap<>();
    reply.put("id", session.identity().id());
    reply.put("service", session.service());
    reply.put("version", Version.of(AgentEntry.class));
    reply.put("since", Long.toString(session.startedAtMillis()));
    reply.put("collector", session.config().collector().toString());
    if (session.isPaused()) {
      reply.put("paused", "true");
    }
    String trouble = session.sender().trouble();
    if (trouble != null) {
      reply.put("trouble", trouble);
    }
    reply.put("items.acknowledged", Long.toString(session.spool().acknowledged()));
    reply.put("items.waiting", Integer.toString(session.spool().size()));
    reply.put("items.dropped", Long.toString(session.spool().dropped()));
    reply.put("items.refused", Long.toString(session.spool().refused()));
    reply.put("spool", session.spool().place());
    List<FeatureState> features = session.features();
    for (FeatureState feature : features) {
      String reason = feature.reason() == null ? "" : " " + feature.reason();
      reply.put("feature." + feature.name(), feature.status().label() + reason);
    }
    return reply;
  }

  /** A line for each loop, the busiest first, and the state of what watches them. */
  private Map<String, String> loops() {
    Map<String, String> reply = new LinkedHashMap<>();
    for (FeatureState feature : session.features()) {
      if (feature.name().equals(LoopFeature.NAME)) {
        String reason = feature.reason() == null ? "" : " (" + feature.reason() + ")";
        reply.put("state", feature.status().label() + reason);
      }
    }
    List<String> rows = features.loops().rows();
    for (int i = 0; i < rows.size(); i++) {
      reply.put("loop." + i, rows.get(i));
    }
    return reply;
  }

  private Map<String, String> copy(Map<String, String> request) {
    // Whoever started the agent for the copy alone may have been killed meanwhile.
    Runnable abandoned = request.containsKey("alone") ? this::forsake : () -> {};
    Map<String, String> reply = copies.start(request, session.spool(), abandoned);
    if (!reply.containsKey("error")) {
      features.tellAgain();
    }
    return reply;
  }

  private Map<String, String> copyStop(Map<String, String> request) {
    boolean stopped = copies.stop(request, session.spool());
    return stopped && request.containsKey("alone") ? detach() : new LinkedHashMap<>();
  }

  /** Nobody came back to end it. What is left of it goes with the next request. */
  private synchronized void forsake() {
    detach();
    forsaken = true;
  }

  private Map<String, String> pause() {
    try {
      session.pause();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return status();
  }

  private Map<String, String> resume() {
    session.resume();
    return status();
  }

  private Map<String, String> detach() {
    Map<String, String> reply = new LinkedHashMap<>();
    if (recorder != null) {
      recorder.end();
    }
    if (session != null) {
      reply.put("service", session.service());
      copies.end(session.spool());
      session.detach();
      session = null;
      System.clearProperty(ON_PROPERTY);
    }
    reply.put("ended", "true");
    return reply;
  }

  private static Map<String, String> error(String message) {
    return new LinkedHashMap<>(Collections.singletonMap("error", message));
  }

  private static Map<String, String> systemProperties() {
    Map<String, String> copy = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      if (value != null) {
        copy.put(name, value);
      }
    }
    return copy;
  }
}
