package io.diag.agent.ship;

import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.wire.Hello;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What carries items to the collector and commands back, put together from the settings. */
public final class Shipping {
  /** A busy JVM fills some 150 kB a minute. */
  private static final long MEMORY_BYTES = 16L << 20;

  private final Spool spool;
  private final Sender sender;
  private final CommandLink commands;

  private Shipping(Spool spool, Sender sender, CommandLink commands) {
    this.spool = spool;
    this.sender = sender;
    this.commands = commands;
  }

  /**
   * Makes the sender, and the spool it empties.
   *
   * @param jvmId the JVM's id
   * @param firstSequence the number of the first item
   * @param hello called on the sender's thread
   * @throws ConfigException if the token cannot be read or would travel in the clear
   */
  public static Shipping of(
      Config config,
      Map<String, String> properties,
      String jvmId,
      long firstSequence,
      Supplier<Hello> hello,
      Consumer<String> log)
      throws ConfigException {
    if (config.collector().isNowhere()) {
      SpoolPlaces none =
          new SpoolPlaces(
              Collections.<File>emptyList(),
              0,
              jvmId,
              hello,
              SpoolPlaces::openFile,
              System::nanoTime);
      return new Shipping(
          new Spool(firstSequence, 0, none, log, System::nanoTime),
          new NoSender(),
          new NoCommands());
    }
    CollectorAccess collector = CollectorAccess.of(config);
    String token = collector.token();
    SpoolPlaces places =
        new SpoolPlaces(
            folders(config, properties),
            config.spoolBytes(),
            jvmId,
            hello,
            SpoolPlaces::openFile,
            System::nanoTime);
    Spool spool = new Spool(firstSequence, MEMORY_BYTES, places, log, System::nanoTime);
    Leftovers leftovers =
        new Leftovers(
            places,
            id -> CollectorClient.ofLeftovers(config.collector(), id, token),
            log,
            System::currentTimeMillis);
    CollectorClient client = new CollectorClient(config.collector(), jvmId, token);
    CollectorSender sender =
        new CollectorSender(spool, leftovers, client, hello, log, backoff(), System::nanoTime);
    CommandLink commands =
        new CommandPoller(
            config.collector(), jvmId, token, spool, sender, backoff(), System::nanoTime);
    return new Shipping(spool, sender, commands);
  }

  public Spool spool() {
    return spool;
  }

  public Sender sender() {
    return sender;
  }

  /** Where commands come from, once the sender has met the collector. */
  public CommandLink commands() {
    return commands;
  }

  /** Where a spool may stand: not in memory that looks like a disk, nor among somebody's files. */
  private static List<File> folders(Config config, Map<String, String> properties) {
    List<File> folders = new ArrayList<>();
    if (config.spoolBytes() > 0 && config.spoolDir() != null) {
      folders.add(config.spoolDir());
    } else if (config.spoolBytes() > 0) {
      for (String path : new String[] {properties.get("java.io.tmpdir"), "/tmp", "/var/tmp"}) {
        if (path != null && new File(path).isDirectory() && !folders.contains(new File(path))) {
          folders.add(new File(path));
        }
      }
    }
    return folders;
  }

  private static Backoff backoff() {
    SplittableRandom random = new SplittableRandom();
    return new Backoff(random::nextDouble);
  }
}
