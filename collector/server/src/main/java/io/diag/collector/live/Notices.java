package io.diag.collector.live;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears within the process that something is new, and tells the {@link LiveStreams}: at once when
 * nothing was told for a second, else when that second is over, so that each kind of each JVM is
 * told at most once a second.
 */
public final class Notices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** More than all JVMs have in a second, unless somebody makes ids up. */
  private static final int MAX_PENDING = 50_000;

  private final LiveStreams streams;
  private final Clock clock;
  private final Thread thread;
  private Map<Notice, Long> pending = new LinkedHashMap<>();
  private boolean closed;

  public Notices(LiveStreams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
    thread = new Thread(this::run, "diag-live");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Says that there is something new, once it can be read. Any thread; does not wait.
   *
   * @param jvmId of a JVM that is known
   */
  public void publish(NoticeKind kind, String jvmId) {
    if (streams.isEmpty()) {
      return;
    }
    long now = clock.millis();
    synchronized (this) {
      if (pending.size() < MAX_PENDING) {
        pending.put(new Notice(kind, jvmId), now);
        notifyAll();
      }
    }
  }

  /** Ends the thread, and all streams. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    streams.close();
  }

  private void run() {
    long told = System.nanoTime() - PACE_NANOS;
    try {
      for (Map<Notice, Long> next = next(told); next != null; next = next(told)) {
        told = System.nanoTime();
        tell(next);
      }
    } catch (InterruptedException nobodyDoesThis) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Map<Notice, Long> notices) {
    try {
      streams.tell(notices);
    } catch (RuntimeException e) {
      // Whoever watches asks on its own again; the next ones must be told all the same.
      LOG.warn("hints could not be sent: {}", e.toString());
    }
  }

  /** Empty when there was nothing new for a while, null at the end. */
  private synchronized Map<Notice, Long> next(long told) throws InterruptedException {
    while (!closed) {
      long pace = pending.isEmpty() ? 2 * PACE_NANOS : PACE_NANOS;
      long left = told + pace - System.nanoTime();
      if (left <= 0) {
        Map<Notice, Long> next = pending;
        pending = new LinkedHashMap<>();
        return next;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return null;
  }
}
