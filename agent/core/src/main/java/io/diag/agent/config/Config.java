package io.diag.agent.config;

import java.io.File;
import java.util.Collections;
import java.util.Map;

/** The agent's settings, checked. Immutable. */
public final class Config {
  private static final double DEFAULT_BUDGET_SHARE = 0.01;

  private final Map<Option<?>, Object> values;

  Config(Map<Option<?>, Object> values) {
    this.values = values;
  }

  public CollectorAddress collector() {
    return get(Options.COLLECTOR);
  }

  /** The service's name, or null: then it is derived from the main class or jar. */
  public String service() {
    return get(Options.SERVICE);
  }

  public Map<String, String> labels() {
    Map<String, String> labels = get(Options.LABELS);
    return labels == null ? Collections.<String, String>emptyMap() : labels;
  }

  /** Or null. */
  public File tokenFile() {
    return get(Options.TOKEN_FILE);
  }

  /** The options that say where things are sent, as they are given. */
  public String shipping() {
    String address = "collector=" + collector();
    return tokenFile() == null ? address : address + ",token-file=" + tokenFile().getAbsolutePath();
  }

  /** Or null. */
  public File logFile() {
    return get(Options.LOG_FILE);
  }

  /** Or null: then the temporary folder. */
  public File spoolDir() {
    return get(Options.SPOOL_DIR);
  }

  /** How much may wait on disk; 0 for nothing. */
  public long spoolBytes() {
    Integer megabytes = get(Options.SPOOL_SIZE);
    return (long) (megabytes == null ? Options.DEFAULT_SPOOL_MB : megabytes) << 20;
  }

  /** Of one core and of what the process uses, as in 0.01. */
  public double budgetShare() {
    Double share = get(Options.BUDGET);
    return share == null ? DEFAULT_BUDGET_SHARE : share;
  }

  /** Whether event loops are watched. */
  public boolean loops() {
    Boolean loops = get(Options.LOOPS);
    return loops == null || loops;
  }

  /** How many milliseconds a loop must be blocked to be told. */
  public int loopThresholdMillis() {
    Integer millis = get(Options.LOOP_THRESHOLD);
    return millis == null ? Options.DEFAULT_LOOP_THRESHOLD : millis;
  }

  /** Whether the heap is dumped when the JVM runs out of memory. */
  public boolean oomDump() {
    Boolean wanted = get(Options.OOM_DUMP);
    return wanted != null && wanted;
  }

  @SuppressWarnings("unchecked") // ConfigReader puts each option's own type
  private <T> T get(Option<T> option) {
    return (T) values.get(option);
  }
}
