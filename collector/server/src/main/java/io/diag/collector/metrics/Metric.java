package io.diag.collector.metrics;

/** One family of values under a name. */
interface Metric {
  String name();

  /**
   * Appends its lines, {@code # HELP} and {@code # TYPE} first; nothing where no value is known.
   */
  void write(Exposition out);
}
