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
    CollectorAddress address = config.collector();
    String token = config.tokenFile() == null ? null : token(config.tokenFile());
    if (token != null && !address.tls() && !address.isLoopback()) {
      throw new ConfigException(
          "the token would travel in the clear to " + address + "; use https:// for it");
    }
    SplittableRandom random = new SplittableRandom();
    CollectorClient client = new CollectorClient(address, jvmId, token);
    return new Sender(spool, client, hello, log, new Backoff(random::nextDouble), System::nanoTime);
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
