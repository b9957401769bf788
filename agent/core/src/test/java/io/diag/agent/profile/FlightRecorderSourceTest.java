package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderSourceTest {
  private static final SamplingPlan WANTED =
      SamplingPlan.empty()
          .with(SampledEvent.CPU, 10_000_000)
          .with(SampledEvent.ALLOC, 512 << 10)
          .with(SampledEvent.LOCK, 10_000_000);

  @TempDir Path folder;

  private final AtomicLong usableBytes = new AtomicLong(1L << 30);

  @Test
  void eachChunkStandsAloneAndHoldsWhatCameSinceTheLast() throws IOException {
    FlightRecorderSource source = source(List.of());
    source.open();
    try (ChunkSource.Recording recording = source.start(WANTED)) {
      assertThat(recording.plan().interval(SampledEvent.CPU)).isEqualTo(20_000_000);
      assertThat(recording.missing()).isEmpty();
      contend();
      assertThat(waits(recording.seal())).isEqualTo(1);
      assertThat(waits(recording.seal())).isZero();
      contend();
      assertThat(waits(recording.finish())).isEqualTo(1);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatJfrDoesNotOfferIsMissingWithAReason() throws IOException {
    SamplingPlan more = WANTED.with(SampledEvent.NATIVEMEM, 1 << 20);
    try (ChunkSource.Recording recording = source(List.of()).start(more)) {
      assertThat(recording.missing())
          .containsExactly(Map.entry(SampledEvent.NATIVEMEM, "JFR does not offer nativemem"));
      assertThat(recording.plan().has(SampledEvent.NATIVEMEM)).isFalse();
    }
  }

  @Test
  void withLittleSpaceNothingIsBegunAndNothingWritten() throws IOException {
    FlightRecorderSource source = source(List.of());
    try (ChunkSource.Recording recording = source.start(WANTED)) {
      usableBytes.set(FreeSpace.FLOOR_BYTES - 1);
      assertThatThrownBy(recording::seal)
          .hasMessageContaining("JFR needs 64 MB of free space in " + folder)
          .hasMessageContaining("has 63 MB");
    }
    assertThatThrownBy(source::open).hasMessageContaining("JFR needs 64 MB");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whoeverElseUsesJfrComesFirst() throws IOException {
    FlightRecorderSource source = source(List.of());
    assertThat(source.conflict()).isNull();
    try (ChunkSource.Recording recording = source.start(WANTED);
        Recording theirs = new Recording()) {
      theirs.setName("theirs");
      assertThat(source.conflict())
          .isEqualTo("the application uses JFR itself (recording 'theirs')");
      assertThat(recording.plan().isEmpty()).isFalse();
    }
    assertThat(source.conflict()).isNull();
    assertThat(source(List.of("-Xmx1g", "-XX:StartFlightRecording:disk=true")).conflict())
        .isEqualTo("the application uses JFR itself (StartFlightRecording)");
  }

  private FlightRecorderSource source(List<String> jvmArguments) {
    return new FlightRecorderSource(
        List.of(folder.toFile()),
        Map.of("java.io.tmpdir", folder.toString(), "java.specification.version", "17"),
        file -> usableBytes.get(),
        () -> jvmArguments);
  }

  /** One wait of 50 ms for a monitor. */
  private static void contend() {
    Object monitor = new Object();
    Thread waiter;
    synchronized (monitor) {
      waiter =
          new Thread(
              () -> {
                synchronized (monitor) {
                  Thread.onSpinWait();
                }
              },
              "contender");
      waiter.start();
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      long end = System.nanoTime() + 50_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    try {
      waiter.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static long waits(byte[] chunk) throws IOException {
    File file = Files.write(Files.createTempFile("chunk", ".jfr"), chunk).toFile();
    try {
      return RecordingFile.readAllEvents(file.toPath()).stream()
          .filter(event -> event.getEventType().getName().equals("jdk.JavaMonitorEnter"))
          .filter(event -> "contender".equals(event.getThread().getJavaName()))
          .count();
    } finally {
      assertThat(file.delete()).isTrue();
    }
  }
}
