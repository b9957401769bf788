package io.diag.collector.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One reader's stream. Nothing blocks: what the reader is not ready for waits, and hints of the
 * same kind and JVM become one meanwhile. Any thread.
 */
final class LiveStream implements WriteListener {
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Lines that begin with a colon are for nobody; they keep proxies and readers from giving up. */
  private static final String COMMENT = ":\n\n";

  private final String jvmId;
  private final ServletOutputStream out;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Map<Notice, Long> pending = new LinkedHashMap<>();
  private long wroteNanos;
  private Long stuckSinceNanos;
  private boolean comment = true;
  private boolean unflushed;

  /**
   * @param jvmId the only one to tell of, or null for all
   */
  LiveStream(String jvmId, ServletOutputStream out, long nowNanos) {
    this.jvmId = jvmId;
    this.out = out;
    wroteNanos = nowNanos;
  }

  /** Completes when nothing more is to be written. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  synchronized void tell(Map<Notice, Long> notices, long nowNanos) {
    notices.forEach(
        (notice, time) -> {
          if (jvmId == null || jvmId.equals(notice.jvmId())) {
            pending.put(notice, time);
          }
        });
    comment = comment || nowNanos - wroteNanos >= HEARTBEAT_NANOS;
    write(nowNanos);
  }

  /** Whether the reader has taken nothing for so long although something waits for it. */
  synchronized boolean isStuckFor(long nanos, long nowNanos) {
    return stuckSinceNanos != null && nowNanos - stuckSinceNanos >= nanos;
  }

  void end() {
    ended.complete(null);
  }

  @Override
  public synchronized void onWritePossible() {
    write(System.nanoTime());
  }

  @Override
  public void onError(Throwable gone) {
    end();
  }

  private void write(long nowNanos) {
    if (ended.isDone()) {
      return;
    }
    try {
      while (out.isReady()) {
        stuckSinceNanos = null;
        if (unflushed) {
          unflushed = false;
          out.flush();
        } else if (comment || !pending.isEmpty()) {
          out.write(taken());
          unflushed = true;
          wroteNanos = nowNanos;
        } else {
          return;
        }
      }
      if (stuckSinceNanos == null) {
        stuckSinceNanos = nowNanos;
      }
    } catch (IOException | IllegalStateException gone) {
      end();
    }
  }

  private byte[] taken() {
    StringBuilder text = new StringBuilder();
    if (pending.isEmpty()) {
      text.append(COMMENT);
    }
    pending.forEach((notice, time) -> text.append(notice.event(time)));
    pending.clear();
    comment = false;
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
