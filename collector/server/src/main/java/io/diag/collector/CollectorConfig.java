package io.diag.collector;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * How to run a {@link Collector}.
 *
 * @param host the address to listen on; one beyond loopback needs a token
 * @param port 0 picks a free one
 * @param dataDirectory made when it is not there
 * @param token what callers must show
 * @param allowHosts names the collector answers to besides loopback and {@code host}
 * @param retentionDays how many days before the current one are kept
 * @param retentionBytes how much all data but heap dumps may take together
 * @param heapBytes how much heap dumps may take together, as they came
 */
public record CollectorConfig(
    String host,
    int port,
    Path dataDirectory,
    Optional<String> token,
    Set<String> allowHosts,
    int retentionDays,
    long retentionBytes,
    long heapBytes,
    Clock clock) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;
  public static final int DEFAULT_RETENTION_DAYS = 7;
  public static final int DEFAULT_RETENTION_GB = 10;
  public static final int DEFAULT_HEAP_GB = 20;
  private static final long GB = 1_000_000_000L;

  public CollectorConfig {
    allowHosts = Set.copyOf(allowHosts);
  }

  /** On a free port of loopback, without a token. */
  public static CollectorConfig local(Path dataDirectory) {
    return new CollectorConfig(
        DEFAULT_HOST,
        0,
        dataDirectory,
        Optional.empty(),
        Set.of(),
        DEFAULT_RETENTION_DAYS,
        DEFAULT_RETENTION_GB * GB,
        DEFAULT_HEAP_GB * GB,
        Clock.systemUTC());
  }

  public CollectorConfig withAddress(String newHost, int newPort) {
    return new CollectorConfig(
        newHost,
        newPort,
        dataDirectory,
        token,
        allowHosts,
        retentionDays,
        retentionBytes,
        heapBytes,
        clock);
  }

  public CollectorConfig withToken(Optional<String> newToken) {
    return new CollectorConfig(
        host,
        port,
        dataDirectory,
        newToken,
        allowHosts,
        retentionDays,
        retentionBytes,
        heapBytes,
        clock);
  }

  public CollectorConfig withAllowHosts(Set<String> newAllowHosts) {
    return new CollectorConfig(
        host,
        port,
        dataDirectory,
        token,
        newAllowHosts,
        retentionDays,
        retentionBytes,
        heapBytes,
        clock);
  }

  public CollectorConfig withRetention(int days, double gigabytes) {
    return new CollectorConfig(
        host,
        port,
        dataDirectory,
        token,
        allowHosts,
        days,
        (long) (gigabytes * GB),
        heapBytes,
        clock);
  }

  public CollectorConfig withHeap(double gigabytes) {
    return new CollectorConfig(
        host,
        port,
        dataDirectory,
        token,
        allowHosts,
        retentionDays,
        retentionBytes,
        (long) (gigabytes * GB),
        clock);
  }

  public CollectorConfig withClock(Clock newClock) {
    return new CollectorConfig(
        host,
        port,
        dataDirectory,
        token,
        allowHosts,
        retentionDays,
        retentionBytes,
        heapBytes,
        newClock);
  }
}
