package io.diag.agent.ship;

import io.diag.agent.config.CollectorAddress;
import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Where the collector is, and the token that it wants. Immutable. */
public final class CollectorAccess {
  private final CollectorAddress address;
  private final String token;

  private CollectorAccess(CollectorAddress address, String token) {
    this.address = address;
    this.token = token;
  }

  /**
   * Reads the token, if one is set.
   *
   * @throws ConfigException if it cannot be read or would travel in the clear
   */
  public static CollectorAccess of(Config config) throws ConfigException {
    CollectorAddress address = config.collector();
    if (config.tokenFile() == null) {
      return new CollectorAccess(address, null);
    }
    if (!address.tls() && !address.isLoopback()) {
      throw new ConfigException(
          "the token would travel in the clear to " + address + "; use https:// for it");
    }
    return new CollectorAccess(address, token(config.tokenFile()));
  }

  CollectorAddress address() {
    return address;
  }

  /** Null when there is none. */
  String token() {
    return token;
  }

  @Override
  public String toString() {
    return address.toString();
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
