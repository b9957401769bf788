package io.diag.collector.store;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The last known readings of a JVM; each is null as long as it was never read. See {@link
 * LatestReadings}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Latest(
    Long time,
    Long rssBytes,
    Long limitBytes,
    Long heapUsedBytes,
    Long heapMaxBytes,
    Double cpuCores,
    Long threads) {
  public static final Latest NONE = new Latest(null, null, null, null, null, null, null);
}
