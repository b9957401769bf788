package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.wire.ProfileSpan;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same recording in two windows, the second time with much left out. */
class ProfileComparisonTest {
  private static final String PATH = "/api/v1/jvms/" + JVM + "/profile";
  private static final long INTERVAL = 1_000_000;

  @TempDir private Path data;
  private RunningCollector collector;
  private long start;
  private long samples;

  @BeforeEach
  void twoWindows() throws Exception {
    collector = new RunningCollector(data).greeted();
    start = collector.now();
    send(1, start, new ProfileSpan.Event("cpu", INTERVAL, null), 0);
    samples = collector.json(range(PATH, 0, 10)).get("samples").asLong();
    long total = 3 * samples * INTERVAL;
    send(2, start + 20_000, new ProfileSpan.Event("cpu", INTERVAL, total), 2 * samples);
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void whatWasSkippedIsScaledUpToTheTrueAmountAndSaid() {
    JsonNode whole = collector.json(range(PATH, 0, 10));
    assertThat(whole.get("total").asLong()).isEqualTo(samples * INTERVAL);
    assertThat(whole.has("skipped")).isFalse();
    JsonNode scaled = collector.json(range(PATH, 20, 30));
    assertThat(scaled.get("samples").asLong()).isEqualTo(samples);
    assertThat(scaled.get("total").asLong())
        .isCloseTo(3 * samples * INTERVAL, withPercentage(0.01));
    assertThat(scaled.at("/skipped/samples").asLong()).isEqualTo(2 * samples);
    assertThat(scaled.at("/skipped/share").asDouble()).isCloseTo(0.6667, withPercentage(0.1));
    assertThat(scaled.at("/skipped/scaled").asBoolean()).isTrue();
    assertThat(scaled.get("notes").toString()).contains("66.7%").contains("scaled up");
  }

  @Test
  void withoutATrueAmountNothingIsScaledOnlySaid() throws Exception {
    send(3, start + 40_000, new ProfileSpan.Event("cpu", INTERVAL, null), samples);
    JsonNode profile = collector.json(range(PATH, 40, 50));
    assertThat(profile.get("total").asLong()).isEqualTo(samples * INTERVAL);
    assertThat(profile.at("/skipped/scaled").asBoolean()).isFalse();
    assertThat(profile.get("notes").toString()).contains("not scaled");
  }

  @Test
  void aDifferenceHasBothSidesInOneTree() {
    String query = range(PATH + "/diff", 20, 30) + base(0, 10);
    JsonNode difference = collector.json(query);
    assertThat(difference.get("baseSamples").asLong()).isEqualTo(samples);
    assertThat(difference.get("samples").asLong()).isEqualTo(samples);
    assertThat(difference.get("baseTotal").asLong()).isEqualTo(samples * INTERVAL);
    JsonNode nodes = difference.get("nodes");
    assertThat(nodes.get("base")).isEqualTo(nodes.get("self"));
    long value = 0;
    for (int i = 0; i < nodes.get("value").size(); i++) {
      value += nodes.get("value").get(i).asLong();
      assertThat(nodes.get("value").get(i).asDouble())
          .isCloseTo(3 * nodes.get("baseValue").get(i).asDouble(), withPercentage(0.01));
    }
    assertThat(value).isEqualTo(difference.get("total").asLong());
    String lines = collector.get(query + "&format=collapsed").body();
    assertThat(lines.lines()).isNotEmpty().allMatch(line -> line.matches(".* (\\d+) \\1"));
  }

  @Test
  void aDifferenceComparesWithTheTimeBeforeUnlessToldOtherwise() {
    JsonNode difference = collector.json(range(PATH + "/diff", 20, 40));
    assertThat(difference.get("baseFrom").asLong()).isEqualTo(start);
    assertThat(difference.get("baseTo").asLong()).isEqualTo(start + 20_000);
    assertThat(difference.get("baseJvm").asText()).isEqualTo(JVM);
    assertThat(difference.get("baseSamples").asLong()).isEqualTo(samples);
    assertThat(collector.get(range(PATH + "/diff", 20, 40) + "&baseJvm=nobody").statusCode())
        .isEqualTo(404);
    assertThat(collector.get(range(PATH + "/diff", 20, 40) + base(9, 8)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void oneThreadsSamplesAreThoseItHasInTheList() {
    String query = range(PATH, 0, 10);
    JsonNode all = collector.json(query);
    JsonNode first = all.get("threads").get(0);
    assertThat(first.get("name").asText()).isEqualTo(Recording.THREAD);
    long sum = 0;
    for (JsonNode thread : all.get("threads")) {
      sum += thread.get("value").asLong();
    }
    assertThat(sum).isEqualTo(all.get("total").asLong());
    for (String text : List.of(Recording.THREAD, "~burner")) {
      JsonNode one = collector.json(query + "&thread=" + text);
      assertThat(one.get("samples")).isEqualTo(first.get("samples"));
      assertThat(one.get("total")).isEqualTo(first.get("value"));
      assertThat(one.get("threads")).isEqualTo(all.get("threads"));
    }
    assertThat(collector.json(query + "&thread=burner").get("samples").asLong()).isZero();
  }

  private void send(int sequence, long startMillis, ProfileSpan.Event cpu, long skipped)
      throws Exception {
    byte[] chunk = Recording.chunk();
    // The whole recording is moved to the start of a window, where it fits into one.
    ByteBuffer.wrap(chunk).putLong(32, startMillis * 1_000_000);
    ProfileSpan span = new ProfileSpan(startMillis, List.of(cpu), skipped, null);
    assertThat(collector.profile(sequence, startMillis + 10_000, chunk, span).statusCode())
        .isEqualTo(200);
  }

  private String range(String path, int fromSeconds, int toSeconds) {
    return path + "?from=" + (start + fromSeconds * 1_000L) + "&to=" + (start + toSeconds * 1_000L);
  }

  private String base(int fromSeconds, int toSeconds) {
    return "&baseFrom="
        + (start + fromSeconds * 1_000L)
        + "&baseTo="
        + (start + toSeconds * 1_000L);
  }
}
