package io.diag.collector.live;

import io.diag.collector.api.ProblemException;
import io.diag.collector.metrics.Counter;
import io.diag.collector.metrics.Metrics;
import jakarta.servlet.ServletOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open: a bounded number, without a thread each. Any thread. */
public final class LiveStreams implements AutoCloseable {
  private final int max;
  private final long patienceNanos;
  private final Counter dropped;
  private final Counter refused;
  private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param patience how long a reader may take nothing before it is dropped
   */
  public LiveStreams(int max, Duration patience, Metrics metrics) {
    this.max = max;
    patienceNanos = patience.toNanos();
    metrics.gauge("diag_collector_live_streams", "Streams of hints that are open.", open::size);
    dropped =
        metrics.counter("diag_collector_live_dropped_total", "Streams whose reader was too slow.");
    refused =
        metrics.counter("diag_collector_live_refused_total", "Streams refused as one too many.");
  }

  /**
   * Begins to write; to be called once the request is asynchronous.
   *
   * @param jvmId the only one to tell of, or null for all
   * @return completes when nothing more is written
   * @throws ProblemException if there are too many streams
   */
  public CompletableFuture<Void> open(String jvmId, ServletOutputStream out) {
    LiveStream stream = new LiveStream(jvmId, out, System.nanoTime());
    synchronized (this) {
      if (closed) {
        throw new ProblemException(
            503, "stopping", "Stopping", "The collector is being stopped; ask again later.");
      }
      if (open.size() >= max) {
        refused.add(1);
        throw new ProblemException(
            503,
            "busy",
            "Too many streams",
            "There are " + max + " live streams already; close one, or ask from time to time.");
      }
      open.add(stream);
    }
    CompletableFuture<Void> ended = stream.ended().whenComplete((none, e) -> open.remove(stream));
    out.setWriteListener(stream);
    return ended;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Writes what is new, and a sign of life where nothing was for long. Does not wait. */
  void tell(Map<Notice, Long> notices) {
    long now = System.nanoTime();
    for (LiveStream stream : open) {
      stream.tell(notices, now);
      if (stream.isStuckFor(patienceNanos, now)) {
        dropped.add(1);
        stream.end();
      }
    }
  }

  /** Ends all streams and takes no more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List.copyOf(open).forEach(LiveStream::end);
  }
}
