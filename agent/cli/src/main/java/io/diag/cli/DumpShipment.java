package io.diag.cli;

import io.diag.agent.config.ConfigException;
import io.diag.agent.config.ConfigReader;
import io.diag.agent.session.JvmIdentity;
import io.diag.agent.ship.CollectorAccess;
import io.diag.agent.ship.FileShipper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;

/** Sends a heap dump to a collector, where it is analysed. */
final class DumpShipment {
  /** Where the collector is away for as long, it is given up. */
  private static final int PATIENCE_SECONDS = 300;

  private final CollectorAccess collector;

  private DumpShipment(CollectorAccess collector) {
    this.collector = collector;
  }

  /**
   * @param options {@code collector=} and {@code token-file=} as the agent takes them; what they
   *     leave out comes from the environment
   * @throws MisuseException if they cannot be used
   */
  static DumpShipment to(String options) throws CliException {
    try {
      return new DumpShipment(
          CollectorAccess.of(
              new ConfigReader(Collections.<String, String>emptyMap(), System.getenv(), null)
                  .read(options)));
    } catch (ConfigException unusable) {
      throw new MisuseException(unusable.getMessage(), unusable);
    }
  }

  /** The id that an agent gave a JVM, or null where it has seen none. */
  static String jvmId(Properties properties) {
    String kept = properties.getProperty(JvmIdentity.PROPERTY, "");
    return kept.isEmpty() ? null : kept.split("/", 2)[0];
  }

  /**
   * Blocks until it is there.
   *
   * @param jvmId or null
   * @throws CliException if the collector does not take it
   */
  void send(Path file, String jvmId, Terminal terminal) throws CliException {
    Progress progress = Progress.ofSystem();
    try (FileShipper shipper = new FileShipper(collector, PATIENCE_SECONDS)) {
      OnInterrupt interrupted = OnInterrupt.run(shipper::close);
      String id =
          shipper.send(
              file.toFile(),
              file.getFileName().toString(),
              jvmId,
              (sent, total) ->
                  progress.say(
                      String.format(
                          Locale.ROOT,
                          "sending %s of %s",
                          HeapEstimate.megabytes(sent),
                          HeapEstimate.megabytes(total))));
      interrupted.letGo();
      progress.clear();
      terminal.println("sent to " + collector + " as heap dump " + id);
    } catch (IOException refused) {
      progress.clear();
      throw new CliException(
          "the dump could not be sent to " + collector + ": " + refused.getMessage(), refused);
    }
  }
}
