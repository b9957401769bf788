package io.diag.benchmarks.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A CPU profile with an exact number of nodes, as the API tells it: a few stacks take most of the
 * time and very many are met once, as in a busy server. No two siblings have one name, so that each
 * node is a rectangle.
 */
final class SyntheticProfile {
  private static final int NAMES = 6_000;
  private static final long INTERVAL_NANOS = 10_000_000;
  private static final int MOST_DEPTH = 64;
  private static final int LONGEST_CHAIN = 12;

  private static final String[] PACKAGES = {
    "com.acme.shop.orders",
    "com.acme.shop.pricing",
    "com.acme.shop.stock",
    "org.springframework.web.servlet",
    "io.netty.channel",
    "com.fasterxml.jackson.databind",
    "org.postgresql.jdbc",
    "java.util.concurrent",
    "java.lang.invoke",
    "jdk.internal.misc"
  };
  private static final String[] TYPES = {"compiled", "inlined", "compiled", "interpreted", "c1"};

  private final int size;
  private final int[] parent;
  private final int[] frame;
  private final int[] self;
  private final int[] depth;
  private final List<List<Integer>> children = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(20);
  private int made;

  SyntheticProfile(int size) {
    this.size = size;
    parent = new int[size];
    frame = new int[size];
    self = new int[size];
    depth = new int[size];
    grow();
  }

  private void grow() {
    add(-1);
    while (made < size) {
      int at = 0;
      while (!children.get(at).isEmpty() && random.nextInt(9) > 0) {
        at = likely(children.get(at));
      }
      int chain = 1 + random.nextInt(LONGEST_CHAIN);
      for (int i = 0; i < chain && made < size && depth[at] < MOST_DEPTH; i++) {
        at = add(at);
      }
      // Few stacks were met often, most of them once.
      self[at] += (int) Math.min(5_000, 1 / (0.0002 + random.nextDouble()));
    }
  }

  private int likely(List<Integer> among) {
    double first = random.nextDouble();
    return among.get((int) (among.size() * first * first * first));
  }

  private int add(int above) {
    int node = made++;
    children.add(new ArrayList<>(2));
    parent[node] = above;
    if (above < 0) {
      frame[node] = -1;
    } else {
      List<Integer> siblings = children.get(above);
      // Different from its siblings, of which there are fewer than names.
      frame[node] = Math.floorMod(31 * (frame[above] + 7) + siblings.size(), NAMES);
      depth[node] = depth[above] + 1;
      siblings.add(node);
    }
    return node;
  }

  Map<String, Object> profile(long fromMillis, long toMillis) {
    List<Map<String, String>> frames = new ArrayList<>(NAMES);
    for (int i = 0; i < NAMES; i++) {
      frames.add(Map.of("name", name(i), "type", TYPES[i % TYPES.length]));
    }
    long samples = Arrays.stream(self).asLongStream().sum();
    long[] value = Arrays.stream(self).mapToLong(each -> each * INTERVAL_NANOS).toArray();
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("event", "cpu");
    profile.put("from", fromMillis);
    profile.put("to", toMillis);
    profile.put("unit", "ns");
    profile.put("interval", INTERVAL_NANOS);
    profile.put("intervalNanos", INTERVAL_NANOS);
    profile.put("samples", samples);
    profile.put("total", samples * INTERVAL_NANOS);
    profile.put(
        "threads",
        List.of(
            Map.of("name", "http-exec-1", "samples", samples, "value", samples * INTERVAL_NANOS)));
    profile.put("threadCount", 1);
    profile.put(
        "coverage",
        List.of(
            Map.of(
                "from", fromMillis,
                "to", toMillis,
                "events", List.of("cpu"),
                "interval", INTERVAL_NANOS)));
    profile.put("notes", List.of());
    profile.put("frames", frames);
    profile.put("nodes", Map.of("parent", parent, "frame", frame, "self", self, "value", value));
    return profile;
  }

  private static String name(int index) {
    String owner = PACKAGES[index % PACKAGES.length];
    return String.format(
        "%s.Service%d.handle%s%d", owner, index / 40, index % 7 == 0 ? "Order" : "Item", index);
  }
}
