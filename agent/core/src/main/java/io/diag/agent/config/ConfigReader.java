package io.diag.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Puts the settings together: agent arguments, then {@code diag.*} system properties, then {@code
 * DIAG_*} environment variables, then {@code diag.properties} beside diag.jar, then defaults.
 */
public final class ConfigReader {
  private final Map<String, String> systemProperties;
  private final Map<String, String> environment;
  private final File propertiesFile;

  /**
   * @param propertiesFile need not exist
   */
  public ConfigReader(
      Map<String, String> systemProperties, Map<String, String> environment, File propertiesFile) {
    this.systemProperties = systemProperties;
    this.environment = environment;
    this.propertiesFile = propertiesFile;
  }

  /**
   * Reads and checks everything.
   *
   * @param arguments {@code key=value,key=value}, may be empty
   * @throws ConfigException naming the option, where it was set and what would be right
   */
  public Config read(String arguments) throws ConfigException {
    Map<String, String> given = parseArguments(arguments);
    Properties file = readFile();
    OptionNames.check(given.keySet(), "");
    OptionNames.check(file.stringPropertyNames(), " in " + propertiesFile);
    OptionNames.checkNear(stripped(systemProperties, "diag."), Option::property);
    OptionNames.checkNear(stripped(environment, "DIAG_"), Option::variable);

    Map<Option<?>, Object> values = new HashMap<>();
    for (Option<?> option : Options.ALL) {
      String text = given.get(option.name());
      text = text != null ? text : systemProperties.get(option.property());
      text = text != null ? text : environment.get(option.variable());
      text = text != null ? text : file.getProperty(option.name());
      if (text == null && option == Options.COLLECTOR) {
        text = Options.DEFAULT_COLLECTOR;
      }
      if (text != null) {
        values.put(option, option.parse(text));
      }
    }
    return new Config(values);
  }

  private static Map<String, String> parseArguments(String arguments) throws ConfigException {
    Map<String, String> given = new LinkedHashMap<>();
    for (String pair : arguments.split(",", -1)) {
      if (pair.trim().isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        OptionNames.check(java.util.Collections.singleton(pair.trim()), "");
        throw new ConfigException(
            "option '" + pair.trim() + "' has no value; write " + pair.trim() + "=VALUE");
      }
      given.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
    }
    return given;
  }

  private Properties readFile() throws ConfigException {
    Properties properties = new Properties();
    if (propertiesFile != null && propertiesFile.isFile()) {
      try (InputStream in = new FileInputStream(propertiesFile)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw new ConfigException("cannot read " + propertiesFile + ": " + unreadable.getMessage());
      }
    }
    return properties;
  }

  /** Names below a prefix, as option names. */
  private static Iterable<String> stripped(Map<String, String> all, String prefix) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (String key : all.keySet()) {
      if (key.startsWith(prefix)) {
        names.put(key.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '-'), true);
      }
    }
    return names.keySet();
  }
}
