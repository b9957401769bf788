package io.diag.collector.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.metrics.Metrics;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LiveStreamsTest {
  private final Metrics metrics = new Metrics();
  private final Reader reader = new Reader();

  @Test
  void hintsThatASlowReaderDidNotTakeBecomeOne() {
    LiveStreams streams = new LiveStreams(2, Duration.ofHours(1), metrics);
    CompletableFuture<Void> stream = streams.open(null, reader);
    reader.ready = false;
    for (long time = 1; time <= 1_000; time++) {
      streams.tell(Map.of(new Notice(NoticeKind.SERIES, "a"), time));
    }
    assertThat(reader.text()).isEqualTo(":\n\n");
    reader.becomesReady();
    assertThat(reader.text())
        .isEqualTo(":\n\nevent: series\ndata: {\"jvm\":\"a\",\"time\":1000}\n\n");
    assertThat(stream).isNotDone();
  }

  @Test
  void aReaderThatTakesNothingForLongIsDropped() {
    LiveStreams streams = new LiveStreams(2, Duration.ZERO, metrics);
    Reader quick = new Reader();
    CompletableFuture<Void> slow = streams.open(null, reader);
    CompletableFuture<Void> other = streams.open(null, quick);
    reader.ready = false;
    streams.tell(Map.of(new Notice(NoticeKind.JVM, "a"), 1L));
    assertThat(slow).isDone();
    assertThat(other).isNotDone();
    assertThat(metrics.text())
        .contains("diag_collector_live_dropped_total 1\n")
        .contains("diag_collector_live_streams 1\n");
  }

  /** Takes what is written as long as it is ready. */
  private static final class Reader extends ServletOutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private WriteListener listener;
    private boolean ready = true;

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener newListener) {
      listener = newListener;
      becomesReady();
    }

    @Override
    public void write(int b) {
      assertThat(ready).isTrue();
      taken.write(b);
    }

    void becomesReady() {
      ready = true;
      try {
        listener.onWritePossible();
      } catch (IOException cannotHappen) {
        throw new IllegalStateException(cannotHappen);
      }
    }

    String text() {
      return taken.toString(StandardCharsets.UTF_8);
    }
  }
}
