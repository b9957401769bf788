package io.diag.agent.config;

import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Every option of the agent, in the order in which help shows them. */
public final class Options {
  public static final String DEFAULT_COLLECTOR = "http://127.0.0.1:7070";

  public static final Option<CollectorAddress> COLLECTOR =
      new Option<>(
          "collector",
          "URL",
          DEFAULT_COLLECTOR,
          "Where to send what is collected: http://HOST:PORT or https://HOST:PORT; or none",
          CollectorAddress::parse);

  public static final Option<String> SERVICE =
      new Option<>(
          "service",
          "NAME",
          "from the main class or jar",
          "The service this JVM belongs to; JVMs of one service are shown together",
          Options::serviceName);

  public static final Option<Map<String, String>> LABELS =
      new Option<>(
          "labels",
          "k:v;k:v",
          "none",
          "Labels shown with the JVM, at most " + Labels.MAX_COUNT,
          Labels::parse);

  public static final Option<File> TOKEN_FILE =
      new Option<>(
          "token-file",
          "FILE",
          "none",
          "File that holds the collector's token; never sent over plain HTTP beyond this machine",
          File::new);

  public static final Option<File> LOG_FILE =
      new Option<>(
          "log-file",
          "FILE",
          "none",
          "File to which the agent writes what it does; without it only start and failure are said,"
              + " on stderr",
          File::new);

  public static final Option<File> SPOOL_DIR =
      new Option<>(
          "spool-dir",
          "DIR",
          "the temporary folder",
          "Where a folder is made for what the collector does not take yet; removed when it is empty",
          File::new);

  public static final Option<Integer> SPOOL_SIZE =
      new Option<>(
          "spool-size",
          "MB",
          "64",
          "How much may wait on disk; above it the oldest go. 0 keeps all in memory, up to 16 MB",
          Options::megabytes);

  public static final Option<Double> BUDGET =
      new Option<>(
          "budget",
          "PERCENT",
          "1",
          "How much CPU the agent may use: so many percent of one core or, if that is more, of what"
              + " the process uses; above it the agent does less, and says so",
          Options::percent);

  public static final Option<Boolean> LOOPS =
      new Option<>(
          "loops",
          "on/off",
          "on",
          "Watch event loops; once the JVM uses a selector or Netty's epoll or io_uring, the class that"
              + " waits is changed for it until detach",
          text -> onOrOff("loops", text));

  public static final Option<Integer> LOOP_THRESHOLD =
      new Option<>(
          "loop-threshold",
          "MS",
          "50",
          "How many milliseconds an event loop must be blocked for that to be told with its stack",
          Options::loopThreshold);

  public static final Option<Boolean> OOM_DUMP =
      new Option<>(
          "oom-dump",
          "on/off",
          "off",
          "Have the JVM write its heap when it runs out of memory, below spool-dir, and send it"
              + " without its data; needs room for the whole heap",
          text -> onOrOff("oom-dump", text));

  public static final List<Option<?>> ALL =
      Collections.unmodifiableList(
          Arrays.<Option<?>>asList(
              COLLECTOR,
              SERVICE,
              LABELS,
              TOKEN_FILE,
              LOG_FILE,
              SPOOL_DIR,
              SPOOL_SIZE,
              BUDGET,
              LOOPS,
              LOOP_THRESHOLD,
              OOM_DUMP));

  static final int DEFAULT_SPOOL_MB = 64;
  static final int DEFAULT_LOOP_THRESHOLD = 50;
  private static final int MIN_LOOP_THRESHOLD = 30;
  private static final int MAX_LOOP_THRESHOLD = 60_000;
  private static final int MAX_SPOOL_MB = 100_000;
  private static final int MAX_SERVICE_CHARS = 120;

  private Options() {}

  private static String serviceName(String text) throws ConfigException {
    String name = text.trim();
    if (name.isEmpty() || name.length() > MAX_SERVICE_CHARS) {
      throw new ConfigException(
          "service= takes a name of 1 to " + MAX_SERVICE_CHARS + " characters");
    }
    return name;
  }

  private static Integer megabytes(String text) throws ConfigException {
    if (text.matches("\\d{1,6}") && Integer.parseInt(text) <= MAX_SPOOL_MB) {
      return Integer.valueOf(text);
    }
    throw new ConfigException("spool-size= takes a number of megabytes from 0 to " + MAX_SPOOL_MB);
  }

  private static Integer loopThreshold(String text) throws ConfigException {
    int millis = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (millis < MIN_LOOP_THRESHOLD || millis > MAX_LOOP_THRESHOLD) {
      throw new ConfigException(
          "loop-threshold= takes a number of milliseconds from "
              + MIN_LOOP_THRESHOLD
              + " to "
              + MAX_LOOP_THRESHOLD);
    }
    return millis;
  }

  private static Boolean onOrOff(String option, String text) throws ConfigException {
    if (text.equals("on") || text.equals("off")) {
      return text.equals("on");
    }
    throw new ConfigException(option + "= takes on or off");
  }

  /** As a share of one. */
  private static Double percent(String text) throws ConfigException {
    try {
      double percent = Double.parseDouble(text.trim());
      if (percent > 0 && percent <= 100) {
        return percent / 100;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new ConfigException("budget= takes a percentage above 0 and up to 100, as in 0.5");
  }
}
