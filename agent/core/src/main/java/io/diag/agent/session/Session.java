package io.diag.agent.session;

import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.AgentThread;
import io.diag.agent.os.ProcFs;
import io.diag.agent.ship.CommandLink;
import io.diag.agent.ship.Sender;
import io.diag.agent.ship.Shipping;
import io.diag.agent.ship.Spool;
import io.diag.wire.FeatureState;
import io.diag.wire.Goodbye;
import io.diag.wire.GoodbyeCodec;
import io.diag.wire.Hello;
import io.diag.wire.ItemKind;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Owns everything that runs in this JVM while the agent is on, and ends it in reverse order. Static
 * start, attach, detach and shutdown all go through here.
 */
public final class Session {
  static final long INTERVAL_MILLIS = 5_000;

  private static final long DETACH_PATIENCE_MILLIS = 5_000;
  private static final long SHUTDOWN_PATIENCE_MILLIS = 700;

  private final Config config;
  private final JvmIdentity identity;
  private final Map<String, String> properties;
  private final String service;
  private final String version;
  private final AgentLog log;
  private final Spool spool;
  private final Sender sender;
  private final SampleTaker taker;
  private final Sampler sampler;
  private final Thread shutdownHook;
  private final long startedAtMillis = System.currentTimeMillis();
  private boolean ended;

  /** Read once: what a JVM is does not change, but reading it may fail later. */
  private Hello.Builder description;

  private Session(
      Config config,
      Map<String, String> properties,
      String version,
      AgentLog log,
      FeatureList features,
      BooleanSupplier startingUp)
      throws ConfigException {
    this.config = config;
    this.properties = properties;
    this.version = version;
    this.log = log;
    identity = JvmIdentity.next();
    service = config.service() != null ? config.service() : JvmIdentity.service(properties);
    Shipping shipping =
        Shipping.of(config, properties, identity.id(), identity.firstSequence(), this::hello, log);
    spool = shipping.spool();
    sender = shipping.sender();
    Sample sample = new Sample();
    List<Fence> fences = new ArrayList<>();
    Budget budget = new Budget(config.budgetShare(), log);
    for (Feature feature : features.create(sample, spool, sender, shipping.commands(), budget)) {
      fences.add(new Fence(feature, log));
    }
    SpoolOutlet outlet = new SpoolOutlet(spool, sender);
    taker =
        new SampleTaker(
            fences,
            sample,
            budget,
            INTERVAL_MILLIS,
            System::currentTimeMillis,
            System::nanoTime,
            outlet);
    sampler = new Sampler(fences, taker, outlet, INTERVAL_MILLIS, startingUp);
    shutdownHook =
        AgentThread.create(
            "diag-shutdown", () -> end(Goodbye.Reason.ENDED, SHUTDOWN_PATIENCE_MILLIS));
  }

  /** Makes the features of a session; they are started in this order and stopped in reverse. */
  public interface FeatureList {
    /**
     * @param sender knows whether somebody looks at this JVM, and what was sent
     */
    List<Feature> create(
        Sample sample, Spool spool, Sender sender, CommandLink commands, Budget budget);
  }

  /**
   * Starts a session and returns at once; the work of starting is done on its own threads.
   *
   * @param startingUp whether other agents still start; nothing is done before they have
   * @throws ConfigException if a setting cannot be used; nothing runs then
   */
  public static Session start(
      Config config,
      Map<String, String> properties,
      String version,
      PrintStream stderr,
      FeatureList features,
      BooleanSupplier startingUp)
      throws ConfigException {
    AgentLog log = AgentLog.open(stderr, config.logFile());
    Session session;
    try {
      session = new Session(config, properties, version, log, features, startingUp);
      Runtime.getRuntime().addShutdownHook(session.shutdownHook);
    } catch (ConfigException | RuntimeException failure) {
      log.close();
      throw failure;
    }
    log.accept(
        "on as service '"
            + session.service
            + "', sending "
            + (config.collector().isNowhere() ? "nothing" : "to " + config.collector()));
    session.sampler.start();
    return session;
  }

  /** Ends the session because the agent is detached. Blocks for a few seconds at most. */
  public void detach() {
    end(Goodbye.Reason.DETACHED, DETACH_PATIENCE_MILLIS);
  }

  /** Stops collecting until {@link #resume}; the collector hears that nothing comes for now. */
  public void pause() throws InterruptedException {
    sampler.pause(DETACH_PATIENCE_MILLIS);
    sayGoodbye(Goodbye.Reason.DETACHED);
    sender.kick();
  }

  /** Begins to collect again; returns at once. */
  public void resume() {
    sampler.resume();
    sender.announce();
  }

  public boolean isPaused() {
    return sampler.isPaused();
  }

  public JvmIdentity identity() {
    return identity;
  }

  public String service() {
    return service;
  }

  public Config config() {
    return config;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  public Spool spool() {
    return spool;
  }

  public Sender sender() {
    return sender;
  }

  public List<FeatureState> features() {
    return taker.states();
  }

  /**
   * Waits until every feature is on, off or failed and the collector was tried once.
   *
   * @throws InterruptedException if interrupted
   */
  public void awaitStarted(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    sampler.awaitStarted(millis);
    sender.awaitFirstContact(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
  }

  private void end(Goodbye.Reason reason, long patienceMillis) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    if (reason == Goodbye.Reason.DETACHED) {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    }
    sampler.end(patienceMillis);
    sayGoodbye(reason);
    sender.stop(patienceMillis);
    if (reason == Goodbye.Reason.DETACHED) {
      log.accept("detached");
    }
    log.close();
  }

  private void sayGoodbye(Goodbye.Reason reason) {
    try {
      long now = System.currentTimeMillis();
      spool.add(
          ItemKind.GOODBYE,
          now,
          Collections.emptyMap(),
          GoodbyeCodec.write(new Goodbye(now, reason)));
    } catch (OutOfMemoryError noLastWord) {
      // the collector will call this JVM lost
    }
  }

  private Hello hello() {
    if (description == null) {
      description = JvmIdentity.describe(ProcFs.ofSystem(), properties);
    }
    return description
        .service(service)
        .sentAtMillis(System.currentTimeMillis())
        .intervalMillis(taker.sampleMillis())
        .agentVersion(version)
        .labels(config.labels())
        .features(features())
        .build();
  }
}
