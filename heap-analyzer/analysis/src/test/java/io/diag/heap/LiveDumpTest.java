package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.report.ClassHistogram;
import io.diag.heap.report.StaticFields;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump of the JVM that runs the tests, written by HotSpot: 17, with compressed references. */
class LiveDumpTest {
  private static final int PLANTED = 40_000;
  private static final int PAYLOAD = 200;

  /** 12 of header, 8, 4, 1, and padding. */
  private static final long ENTRY_BYTES = 32;

  private static final long PAYLOAD_BYTES = 16 + PAYLOAD;

  private static final class Entry {
    final long number;
    final byte[] payload = new byte[PAYLOAD];
    final boolean odd;

    Entry(int i) {
      number = i;
      odd = i % 2 == 1;
    }
  }

  private static class OneByte {
    byte value = 1;
  }

  private static final class OneByteAndInt extends OneByte {
    int other = 2;
  }

  private static final List<Entry> LEAK = new ArrayList<>(50_000);
  private static final Map<Integer, Object> SMALL = new HashMap<>();

  @TempDir static Path folder;
  private static Analysed dump;

  @BeforeAll
  static void analyse() throws Exception {
    for (int i = 0; i < PLANTED; i++) {
      LEAK.add(new Entry(i));
    }
    for (int i = 0; i < 1_000; i++) {
      SMALL.put(i, i % 2 == 0 ? new OneByte() : new OneByteAndInt());
    }
    Path file = folder.resolve("live.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), /* live= */ true);
    dump = Analysed.of(file, folder.resolve("index"));
  }

  @AfterAll
  static void close() throws Exception {
    dump.close();
  }

  @Test
  void plantedObjectsAreCountedWithTheSizesTheyHave() {
    ClassHistogram.Row entries = dump.row(Entry.class.getName());
    assertThat(entries.count()).isEqualTo(PLANTED);
    assertThat(entries.shallowBytes()).isEqualTo(PLANTED * ENTRY_BYTES);
    assertThat(entries.retainedBytes()).isEqualTo(PLANTED * (ENTRY_BYTES + PAYLOAD_BYTES));
    assertThat(dump.row(OneByte.class.getName()).shallowBytes()).isEqualTo(500 * 16);
    assertThat(dump.row(OneByteAndInt.class.getName()).shallowBytes()).isEqualTo(500 * 24);
    assertThat(LEAK.get(3).odd && LEAK.get(3).number == 3).isTrue();
    assertThat(LEAK.get(3).payload).hasSize(PAYLOAD);
    assertThat(SMALL.values()).allMatch(any -> any instanceof OneByte one && one.value == 1);
    assertThat(SMALL.get(1)).matches(any -> any instanceof OneByteAndInt both && both.other == 2);
  }

  @Test
  void thePlantedLeakIsTheFirstSuspect() {
    var first = dump.report().suspects().get(0);
    assertThat(first.className()).isEqualTo("java.lang.Object[]");
    assertThat(first.retainedBytes())
        .isEqualTo(PLANTED * (ENTRY_BYTES + PAYLOAD_BYTES) + 16 + 4 * 50_000);
    assertThat(first.sentence())
        .endsWith("it is reached from the static field LEAK of " + getClass().getName() + ".");
    assertThat(dump.report().suspects())
        .as("all classes together are none")
        .noneMatch(any -> any.object() < 0 && any.className().equals("java.lang.Class"));
    StaticFields.Row field = dump.report().statics().get(0);
    assertThat(field.className() + "." + field.field()).isEqualTo(getClass().getName() + ".LEAK");
    assertThat(field.retainedBytes()).isEqualTo(first.retainedBytes() + 24);
  }

  @Test
  void knownClassesOfTheJdkHaveTheSizesThatTheJvmSays() {
    assertThat(bytes("java.lang.String")).isEqualTo(24);
    assertThat(bytes("java.util.HashMap$Node")).isEqualTo(32);
    assertThat(bytes("java.util.HashMap")).isEqualTo(48);
    assertThat(bytes("java.lang.Integer")).isEqualTo(16);
    assertThat(bytes("java.lang.Object")).isEqualTo(16);
    assertThat(bytes("java.util.ArrayList")).isEqualTo(24);
    assertThat(bytes("java.util.concurrent.ConcurrentHashMap$Node")).isEqualTo(32);
  }

  @Test
  void littleIsUnreachableAfterACollectionAndTheRestAddsUp() {
    assertThat(dump.report().isPartial()).isFalse();
    assertThat(dump.report().notes()).isEmpty();
    // Only softly reachable, or the int[] with which G1 fills holes where it moves nothing.
    Map<String, Long> unreachable = unreachable();
    long fillers = unreachable.getOrDefault("int[]", 0L);
    assertThat(dump.report().unreachableBytes() - fillers)
        .as("unreachable: %s", unreachable)
        .isLessThan(dump.report().usedBytes() / 10);
    long sum = dump.report().histogram().stream().mapToLong(ClassHistogram.Row::shallowBytes).sum();
    assertThat(sum).isEqualTo(dump.report().usedBytes());
  }

  private static Map<String, Long> unreachable() {
    Map<String, Long> bytes = new TreeMap<>();
    for (int object = 0; object < dump.analysis().graph().objects(); object++) {
      if (dump.analysis().tree().dominator(object) == DominatorTree.UNREACHABLE) {
        String name = dump.analysis().graph().type(object).name();
        bytes.merge(name, dump.analysis().graph().shallowBytes(object), Long::sum);
      }
    }
    bytes.values().removeIf(sum -> sum < 10_000);
    return bytes;
  }

  private static long bytes(String className) {
    ClassHistogram.Row row = dump.row(className);
    assertThat(row.shallowBytes() % row.count()).isZero();
    return row.shallowBytes() / row.count();
  }
}
