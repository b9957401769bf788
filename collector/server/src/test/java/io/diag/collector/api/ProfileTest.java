package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.collector.query.ThreadGroups;
import io.diag.wire.ItemKind;
import io.diag.wire.ProfileSpan;
import io.diag.wire.Wire;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  void theCoresOfApplicationCodeBecomeASeries() throws Exception {
    byte[] chunk = Recording.chunk();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long start = collector.now();
      ByteBuffer.wrap(chunk).putLong(32, start * 1_000_000);
      ProfileSpan.Event cpu = new ProfileSpan.Event("cpu", 10_000_000, null);
      collector.profile(1, start + 10_000, chunk, new ProfileSpan(start, List.of(cpu), 0, null));
      String range = "from=" + start + "&to=" + (start + 10_001);
      long lines = 0;
      for (String line :
          collector.get(PATH + "?format=collapsed&" + range).body().split("\n", -1)) {
        if (line.contains("io.diag.collector.jfr.")) {
          lines += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
      JsonNode points = collector.points("diag.profile.cpu.application", start, start + 10_001);
      assertThat(points).hasSize(1);
      assertThat(points.get(0).get(0).asLong()).isEqualTo(start + 10_000);
      // The recording's own methods are the application here: a sample in a thousand is a core.
      assertThat(points.get(0).get(1).asDouble()).isCloseTo(lines / 1000.0, withinPercentage(5));
      assertThat(lines).isGreaterThan(200);
    }
  }

  @Test
  void byThreadEachStackBeginsWithTheThreadsItWasIn() throws Exception {
    byte[] chunk = Recording.chunk();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.profile(1, collector.now(), chunk);
      String all = PATH + "?from=0&to=" + (collector.now() + 86_400_000);
      JsonNode tree = collector.json(all + "&by=thread");
      JsonNode nodes = tree.get("nodes");
      Set<String> roots = new TreeSet<>();
      for (int i = 1; i < nodes.get("parent").size(); i++) {
        JsonNode frame = tree.get("frames").get(nodes.get("frame").get(i).asInt());
        boolean root = nodes.get("parent").get(i).asInt() == 0;
        assertThat(frame.get("type").asText().equals("thread")).isEqualTo(root);
        if (root) {
          roots.add(frame.get("name").asText());
        }
      }
      Set<String> threads = new TreeSet<>();
      ThreadGroups groups = new ThreadGroups();
      for (JsonNode thread : tree.get("threads")) {
        String group = thread.get("group").asText();
        assertThat(group).isEqualTo(groups.apply(thread.get("name").asText()));
        threads.add(group);
      }
      assertThat(roots).isEqualTo(threads);
      assertThat(tree.get("samples")).isEqualTo(collector.json(all).get("samples"));

      Map<String, Long> below = lines(collector.get(all + "&by=thread&format=collapsed").body(), 1);
      assertThat(below).isEqualTo(lines(collector.get(all + "&format=collapsed").body(), 0));
    }
  }

  /** Samples by stack, without so many frames at the root. */
  private static Map<String, Long> lines(String collapsed, int leftOut) {
    Map<String, Long> stacks = new TreeMap<>();
    collapsed
        .lines()
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              String stack = line.substring(0, space);
              String rest = leftOut == 0 ? stack : stack.substring(stack.indexOf(';') + 1);
              stacks.merge(rest, Long.parseLong(line.substring(space + 1)), Long::sum);
            });
    return stacks;
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
