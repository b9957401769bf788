package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Bodies as version 1 writes them, kept for good: later versions must still read them, and a change
 * in what is written shows here as text.
 */
class FixtureTest {
  @Test
  void versionOneHelloIsReadAndWrittenAsKept() throws IOException {
    String kept = fixture("hello-1.json");
    assertThat(text(HelloCodec.write(HelloCodec.read(in(kept))))).isEqualTo(kept);
  }

  @Test
  void versionOneSeriesAreReadAndWrittenAsKept() throws IOException {
    String kept = fixture("series-1.json");
    assertThat(text(SeriesCodec.write(SeriesCodec.read(in(kept))))).isEqualTo(kept);
  }

  @Test
  void versionOneGoodbyeIsReadAndWrittenAsKept() throws IOException {
    String kept = fixture("goodbye-1.json");
    assertThat(text(GoodbyeCodec.write(GoodbyeCodec.read(in(kept))))).isEqualTo(kept);
  }

  @Test
  void versionOneCommandsAreReadAndWrittenAsKept() throws IOException {
    String kept = fixture("commands-1.json");
    assertThat(text(CommandListCodec.write(CommandListCodec.read(in(kept))))).isEqualTo(kept);
  }

  @Test
  void versionOneCommandReportIsReadAndWrittenAsKept() throws IOException {
    String kept = fixture("command-1.json");
    assertThat(text(CommandReportCodec.write(CommandReportCodec.read(in(kept))))).isEqualTo(kept);
  }

  @Test
  void versionOneEventIsReadAndWrittenAsKept() throws IOException {
    String kept = fixture("event-1.json");
    Event event = EventCodec.read(in(kept));
    assertThat(text(EventCodec.write(event))).isEqualTo(kept);
    DeadlockEvent deadlock = DeadlockEvent.of(event);
    assertThat(text(EventCodec.write(deadlock.found(event.timeMillis())))).isEqualTo(kept);
    assertThat(deadlock.threads().get(1).waitsFor()).isEqualTo("com.acme.Stock@6d06d69c");
  }

  private static String fixture(String name) throws IOException {
    try (InputStream in = FixtureTest.class.getResourceAsStream(name)) {
      return text(in.readAllBytes()).trim();
    }
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
