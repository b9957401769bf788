package io.diag.agent.ship;

import io.diag.agent.config.CollectorAddress;
import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.wire.Hello;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts the sender together from the settings. */
public final class Shipping {
  private Shipping() {}

  /**
   * A sender that has sent nothing yet.
   *
   * @throws ConfigException if the token cannot be read or would travel in the clear
   */
  public static Sender sender(
      Config config, String jvmId, Spool spool, Supplier<Hello> hello, Consumer<String> log)
      throws ConfigException {
    CollectorClient client = new CollectorClient(config.collector(), jvmId, token(config));
    return new Sender(spool, client, hello, log, backoff(), System::nanoTime);
  }

  /**
   * Where commands come from, once the sender has met the collector.
   *
   * @throws ConfigException as {@link #sender}
   */
  public static CommandLink commands(Config config, String jvmId, Spool spool, Sender sender)
      throws ConfigException {
    return new CommandPoller(
        config.collector(), jvmId, token(config), spool, sender, backoff(), System::nanoTime);
  }

  private static Backoff backoff() {
    SplittableRandom random = new SplittableRandom();
    return new Backoff(random::nextDouble);
  }

  /** Null when there is none. */
  private static String token(Config config) throws ConfigException {
    if (config.tokenFile() == null) {
      return null;
    }
    CollectorAddress address = config.collector();
    if (!address.tls() && !address.isLoopback()) {
      throw new ConfigException(
          "the token would travel in the clear to " + address + "; use https:// for it");
    }
    return token(config.tokenFile());
  }

  private static String token(File file) throws ConfigException {
    if (!file.isFile()) {
      throw new ConfigException("token-file " + file + " is not a file");
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      if (line == null || !line.trim().matches("[!-~]{8,}")) {
        throw new ConfigException(
            "token-file "
                + file
                + " holds no token; its first line must be at least 8 printable"
                + " characters");
      }
      return line.trim();
    } catch (IOException unreadable) {
      throw new ConfigException("cannot read token-file " + file + ": " + unreadable.getMessage());
    }
  }
}
