package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpillBufferTest {
  @TempDir Path folder;

  @Test
  void whatIsPutComesOutInOrderThroughMemoryAndFile() throws Exception {
    byte[] data = new byte[3_000_000];
    Random random = new Random(7);
    random.nextBytes(data);
    try (SpillFile spill = SpillFile.create(folder, 100_000)) {
      assertThat(folder).as("the file has no name").isEmptyDirectory();
      SpillBuffer buffer = new SpillBuffer(20_000, spill, never());
      CompletableFuture<byte[]> read = readSlowly(buffer, new Random(8));
      for (int at = 0; at < data.length; ) {
        int length = Math.min(1 + random.nextInt(9_000), data.length - at);
        buffer.put(Arrays.copyOfRange(data, at, at + length), length);
        at += length;
      }
      buffer.end();
      assertThat(read.get(50, TimeUnit.SECONDS)).isEqualTo(data);
      assertThat(buffer.spilledBytes()).as("the ring went round").isGreaterThan(200_000);
    }
  }

  @Test
  void withoutAFileWhoPutsWaitsForRoom() throws Exception {
    SpillBuffer buffer = new SpillBuffer(10, null, never());
    buffer.put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 8);
    CompletableFuture<Void> second = put(buffer, new byte[] {9, 10, 11, 12});
    assertThat(second).isNotDone();
    InputStream in = buffer.input();
    assertThat(in.readNBytes(8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    second.get(20, TimeUnit.SECONDS);
    buffer.end();
    assertThat(in.readAllBytes()).containsExactly(9, 10, 11, 12);
  }

  @Test
  void whoIsTooSlowIsGivenUpAndBothSidesAreTold() throws Exception {
    AtomicLong seconds = new AtomicLong();
    ThroughputFloor floor =
        new ThroughputFloor(
            8_000_000, 5_000_000_000L, () -> seconds.getAndIncrement() * 1_000_000_000L);
    SpillBuffer buffer = new SpillBuffer(10, null, floor);
    buffer.put(new byte[10], 10);
    assertThatThrownBy(() -> buffer.put(new byte[10], 10))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "it is written at 0 MB/s, and the JVM would wait for it; below 8 MB/s the dump is"
                + " given up");
    buffer.fail(new IOException("given up"));
    assertThatThrownBy(() -> buffer.input().read()).hasMessage("given up");
  }

  @Test
  void aFailureOfWhoTakesEndsTheWaitOfWhoPuts() throws Exception {
    SpillBuffer buffer = new SpillBuffer(4, null, never());
    buffer.put(new byte[4], 4);
    CompletableFuture<Void> waiting = put(buffer, new byte[4]);
    buffer.fail(new IOException("no space left"));
    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .hasRootCauseMessage("no space left");
  }

  private static CompletableFuture<Void> put(SpillBuffer buffer, byte[] bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            buffer.put(bytes, bytes.length);
          } catch (IOException refused) {
            throw new java.io.UncheckedIOException(refused);
          }
        });
  }

  /** In pieces of any length, so that now the one side waits and now the other. */
  private static CompletableFuture<byte[]> readSlowly(SpillBuffer buffer, Random random) {
    return CompletableFuture.supplyAsync(
        () -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          byte[] bytes = new byte[7_000];
          try (InputStream in = buffer.input()) {
            while (true) {
              if (random.nextInt(40) == 0) {
                Thread.sleep(1);
              }
              int read = in.read(bytes, 0, 1 + random.nextInt(bytes.length));
              if (read < 0) {
                return all.toByteArray();
              }
              all.write(bytes, 0, read);
            }
          } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  /** A floor that nobody falls below: no time passes. */
  private static ThroughputFloor never() {
    return new ThroughputFloor(8_000_000, 5_000_000_000L, () -> 0);
  }
}
