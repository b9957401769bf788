package io.diag.diagnosis.growth;

/** Of what only the last value counts; bytes unless said. */
public enum Gauge {
  HEAP_MAX,
  DIRECT_MAX,
  METASPACE_MAX,
  CODE_MAX,
  CONTAINER_MAX,
  MACHINE_TOTAL,
  MACHINE_AVAILABLE,
  /** Seconds since the JVM started. */
  UPTIME
}
