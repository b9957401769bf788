package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  private static final String FRAME = "io.diag.collector.jfr.Recording.burnOuter";
  private static final String PATH = "/api/v1/jvms/" + JVM + "/profile";

  @TempDir private Path data;

  @Test
  void aProfileComesBackAsATreeAndAsLinesWithTheSameSamples() throws Exception {
    byte[] chunk = Recording.chunk();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long day = collector.now();
      assertThat(collector.profile(1, day, chunk).statusCode()).isEqualTo(200);
      assertThat(parse(collector.profile(1, day, chunk)).get("repeated").asBoolean()).isTrue();
      String all = "?from=0&to=" + (day + 86_400_000);
      JsonNode tree = collector.json(PATH + all);
      JsonNode nodes = tree.get("nodes");
      assertThat(nodes.get("parent").get(0).asInt()).isEqualTo(-1);
      assertThat(nodes.get("frame").get(0).asInt()).isEqualTo(-1);
      long selfs = 0;
      for (int i = 0; i < nodes.get("self").size(); i++) {
        assertThat(nodes.get("parent").get(i).asInt()).isLessThan(i);
        selfs += nodes.get("self").get(i).asLong();
      }
      assertThat(selfs).isEqualTo(tree.get("samples").asLong()).isPositive();
      assertThat(tree.get("frames").findValuesAsText("name")).contains(FRAME);

      long lines = 0;
      long burning = 0;
      for (String line : collector.get(PATH + all + "&format=collapsed").body().split("\n", -1)) {
        if (!line.isEmpty()) {
          int space = line.lastIndexOf(' ');
          long count = Long.parseLong(line.substring(space + 1));
          lines += count;
          burning += line.contains(";" + FRAME) ? count : 0;
        }
      }
      assertThat(lines).isEqualTo(selfs);
      assertThat(burning).isGreaterThan(lines / 2);
    }
  }

  @Test
  void windowsThatOverlapTheRangeAreCountedWhole() throws Exception {
    byte[] chunk = Recording.chunk();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long start = collector.now();
      // The whole recording is moved to the start of a window, where it fits into one.
      ByteBuffer.wrap(chunk).putLong(32, start * 1_000_000);
      collector.profile(1, start, chunk);
      long samples = samples(collector, start, start + 10_000);
      assertThat(samples).isGreaterThan(300);
      assertThat(samples(collector, start + 9_999, start + 10_000)).isEqualTo(samples);
      assertThat(samples(collector, start - 5, start + 1)).isEqualTo(samples);
      assertThat(samples(collector, start - 5, start)).isZero();
      assertThat(samples(collector, start + 10_000, start + 20_000)).isZero();
      collector.profile(2, start, chunk);
      assertThat(samples(collector, start, start + 1)).isEqualTo(2 * samples);
    }
  }

  @Test
  void intervalsThatDifferAreNotReported() throws Exception {
    byte[] chunk = Recording.chunk();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.profile(1, collector.now(), chunk);
      String all = PATH + "?from=0&to=" + (collector.now() + 86_400_000);
      assertThat(collector.json(all).get("intervalNanos").asLong()).isEqualTo(10_000_000);
      collector.send(
          Wire.itemPath(JVM, 2),
          RunningCollector.item(ItemKind.PROFILE, collector.now(), chunk)
              .header("Diag-Interval-Nanos", "20000000"));
      assertThat(collector.json(all).has("intervalNanos")).isFalse();
    }
  }

  private static long samples(RunningCollector collector, long from, long to) {
    return collector.json(PATH + "?from=" + from + "&to=" + to).get("samples").asLong();
  }
}
