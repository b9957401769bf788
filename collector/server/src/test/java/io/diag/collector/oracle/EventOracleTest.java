package io.diag.collector.oracle;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.wire.ProfileSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of known amounts, taken in, stored and asked for as an agent and a browser do. */
class EventOracleTest {
  private static final String WORKLOAD = Workload.class.getName();

  /** What the VM itself may take meanwhile in the same frame, as for the names of its symbols. */
  private static final long VM_BYTES = 1_024;

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void bytesOfAKnownClassAreFoundWithinFivePercent(int jdk) throws Exception {
    RecordedWorkload run = RecordedWorkload.on(jdk);
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      send(collector, run.chunks("alloc"), event("alloc", Workload.ALLOC_INTERVAL));
      JsonNode profile = profile(collector, "alloc", "");
      assertThat(profile.get("unit").asText()).isEqualTo("By");
      assertThat(ofLeaf(profile, WORKLOAD + "$Small", "class"))
          .isCloseTo(run.amount("small"), withPercentage(5));
      // Larger against the interval: each that is met stands for more than itself.
      assertThat(value(profile, stack -> stack.contains(WORKLOAD + ".allocateMiddling")))
          .isCloseTo(run.amount("middling"), withPercentage(5));
      JsonNode small = profile(collector, "alloc", "&thread=small");
      assertThat(value(small, stack -> stack.contains(WORKLOAD + ".allocateMiddling"))).isZero();
      assertThat(small.get("total").asLong()).isCloseTo(run.amount("small"), withPercentage(5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void knownWaitsForLocksAreFoundWithinTenPercent(int jdk) throws Exception {
    RecordedWorkload run = RecordedWorkload.on(jdk);
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      send(collector, run.chunks("lock"), event("lock", 1_000));
      JsonNode profile = profile(collector, "lock", "&thread=waiter");
      assertThat(value(profile, stack -> stack.contains(WORKLOAD + ".awaitMonitor")))
          .isCloseTo(run.amount("monitor"), withPercentage(10));
      assertThat(value(profile, stack -> stack.contains(WORKLOAD + ".awaitLock")))
          .isCloseTo(run.amount("lock"), withPercentage(10));
      assertThat(ofLeaf(profile, "java.lang.Object", "class"))
          .isCloseTo(run.amount("monitor"), withPercentage(10));
      assertThat(ofLeaf(profile, "java.util.concurrent.locks.ReentrantLock$NonfairSync", "class"))
          .isCloseTo(run.amount("lock"), withPercentage(10));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void wallTimeIsSharedAsItPassed(int jdk) throws Exception {
    RecordedWorkload run = RecordedWorkload.on(jdk);
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      send(collector, run.chunks("wall"), event("wall", Workload.WALL_INTERVAL_NANOS));
      JsonNode sharer = profile(collector, "wall", "&thread=sharer");
      double total = sharer.get("total").asLong();
      assertThat(total).isCloseTo((double) run.amount("wall"), withPercentage(10));
      assertThat(value(sharer, stack -> stack.contains(WORKLOAD + ".sleepLong")) / total)
          .isCloseTo(0.6, offset(0.05));
      JsonNode sleeper = profile(collector, "wall", "&thread=sleeper");
      assertThat((double) sleeper.get("total").asLong()).isCloseTo(total, withPercentage(10));
      JsonNode all = profile(collector, "wall", "&thread=~e");
      List<String> names = all.get("threads").findValuesAsText("name");
      assertThat(names).contains("sharer", "sleeper");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void bytesOfObjectsStillAliveAreFoundWithinFivePercent(int jdk) throws Exception {
    RecordedWorkload run = RecordedWorkload.on(jdk);
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      send(collector, run.chunks("live"), event("live", Workload.ALLOC_INTERVAL));
      JsonNode profile = profile(collector, "live", "");
      assertThat(ofLeaf(profile, "char[]", "class"))
          .isCloseTo(run.amount("live"), withPercentage(5));
      assertThat(profile(collector, "alloc", "").get("samples").asLong()).isZero();
      // Asked for again later: a state is not added to the state before.
      send(collector, run.chunks("live"), event("live", Workload.ALLOC_INTERVAL));
      assertThat(profile(collector, "live", "").get("total")).isEqualTo(profile.get("total"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void nativeMemoryNotFreedIsFoundAlsoWhenFreedInAnotherChunk(int jdk) throws Exception {
    RecordedWorkload run = RecordedWorkload.on(jdk);
    assertThat(run.chunks("native")).hasSize(2);
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      send(collector, run.chunks("native").subList(0, 1), event("nativemem", 0));
      assertThat(allocateMemory(profile(collector, "nativemem", "")))
          .isCloseTo(900L * Workload.NATIVE_BYTES, offset(VM_BYTES));
      send(collector, run.chunks("native").subList(1, 2), event("nativemem", 0));
      assertThat(allocateMemory(profile(collector, "nativemem", "")))
          .isCloseTo(run.amount("native"), offset(VM_BYTES));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void theJdksOwnRecordingsAreReadAlike(int jdk) throws Exception {
    RecordedWorkload run = RecordedWorkload.on(jdk);
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      send(
          collector,
          run.chunks("jfr"),
          event("cpu", 10_000_000),
          event("alloc", 0),
          event("lock", 0));
      JsonNode cpu = profile(collector, "cpu", "&thread=burner");
      assertThat(cpu.get("samples").asLong()).isBetween(30L, 110L);
      assertThat(cpu.get("total").asLong()).isEqualTo(cpu.get("samples").asLong() * 10_000_000);
      // The thread's start and end are not in it.
      assertThat(value(cpu, stack -> stack.contains(WORKLOAD + ".burn")))
          .isCloseTo(cpu.get("total").asLong(), withPercentage(10));
      assertThat(ofLeaf(profile(collector, "alloc", ""), WORKLOAD + "$Small", "class"))
          .isCloseTo(run.amount("jfr.small"), withPercentage(5));
      // It had allocated as much before.
      assertThat(profile(collector, "alloc", "&thread=early").get("total").asLong())
          .isCloseTo(run.amount("jfr.early"), withPercentage(5));
      JsonNode locks = profile(collector, "lock", "");
      assertThat(ofLeaf(locks, "java.lang.Object", "class"))
          .isCloseTo(run.amount("jfr.monitor"), withPercentage(10));
      assertThat(value(locks, stack -> stack.contains(WORKLOAD + ".awaitLock")))
          .isCloseTo(run.amount("jfr.lock"), withPercentage(10));
      assertThat(value(locks, stack -> stack.contains(WORKLOAD + ".waitForWork"))).isZero();
    }
  }

  private static ProfileSpan.Event event(String name, long interval) {
    return new ProfileSpan.Event(name, interval, null);
  }

  private long sequence;

  private void send(RunningCollector collector, List<byte[]> chunks, ProfileSpan.Event... events) {
    for (byte[] chunk : chunks) {
      ProfileSpan span = new ProfileSpan(collector.now() - 10_000, List.of(events), 0, "it began");
      assertThat(collector.profile(++sequence, collector.now(), chunk, span).statusCode())
          .isEqualTo(200);
    }
  }

  private static JsonNode profile(RunningCollector collector, String event, String more) {
    return collector.json(
        "/api/v1/jvms/"
            + JVM
            + "/profile?event="
            + event
            + "&from=0&to="
            + (collector.now() + 86_400_000)
            + more);
  }

  private static long allocateMemory(JsonNode profile) {
    // Not what reflection needs to get there; the VM may still link a method meanwhile.
    return value(
        profile,
        stack ->
            stack.stream()
                .anyMatch(name -> name.startsWith("jdk.internal.misc.Unsafe.allocateMemory")));
  }

  /** What the leaves of this name and type weigh. */
  private static long ofLeaf(JsonNode profile, String name, String type) {
    long sum = 0;
    JsonNode nodes = profile.get("nodes");
    for (int node = 1; node < nodes.get("value").size(); node++) {
      JsonNode frame = profile.get("frames").get(nodes.get("frame").get(node).asInt());
      if (frame.get("name").asText().equals(name) && frame.get("type").asText().equals(type)) {
        sum += nodes.get("value").get(node).asLong();
      }
    }
    return sum;
  }

  /** What the stacks weigh whose frames are so. */
  private static long value(JsonNode profile, Predicate<List<String>> wanted) {
    long sum = 0;
    JsonNode nodes = profile.get("nodes");
    for (int node = 1; node < nodes.get("value").size(); node++) {
      List<String> stack = new ArrayList<>();
      for (int at = node; at > 0; at = nodes.get("parent").get(at).asInt()) {
        stack.add(
            profile.get("frames").get(nodes.get("frame").get(at).asInt()).get("name").asText());
      }
      if (wanted.test(stack)) {
        sum += nodes.get("value").get(node).asLong();
      }
    }
    return sum;
  }
}
