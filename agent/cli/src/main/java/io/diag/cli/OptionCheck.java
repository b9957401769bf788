package io.diag.cli;

import io.diag.agent.config.ConfigException;
import io.diag.agent.config.ConfigReader;
import java.util.Collections;

/** Checks the agent's options before anything is loaded into the other JVM. */
final class OptionCheck {
  private OptionCheck() {}

  static void check(String options) throws CliException {
    try {
      new ConfigReader(
              Collections.<String, String>emptyMap(), Collections.<String, String>emptyMap(), null)
          .read(options);
    } catch (ConfigException unusable) {
      throw new MisuseException(unusable.getMessage(), unusable);
    }
  }
}
