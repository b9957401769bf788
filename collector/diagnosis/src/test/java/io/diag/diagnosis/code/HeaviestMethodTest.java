package io.diag.diagnosis.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.GrowthStack;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeaviestMethodTest {
  private static final long SAMPLES = 50;

  @Test
  void theFrameOfTheApplicationNearestToTheLeafIsNamedWithItsHeaviestStack() {
    HeaviestMethod heaviest = new HeaviestMethod(GrowingMemory.HEAP);
    add(heaviest, 300, "java.util.Arrays.copyOf", "com.acme.Book.keep", "com.acme.Shop.buy");
    add(heaviest, 600, "java.util.HashMap.put", "com.acme.Book.keep", "com.acme.Shop.sell");
    add(heaviest, 100, "java.lang.String.concat", "com.acme.Log.line");
    GrowthStack found = heaviest.found(1, 2);
    assertThat(found.event()).isEqualTo("live");
    assertThat(found.method()).isEqualTo("com.acme.Book.keep");
    assertThat(found.share()).isEqualTo(0.9);
    assertThat(found.frames())
        .containsExactly("java.util.HashMap.put", "com.acme.Book.keep", "com.acme.Shop.sell");
    assertThat(found.fromMillis()).isEqualTo(1);
    assertThat(found.toMillis()).isEqualTo(2);
  }

  @Test
  void theClassOfAnObjectIsNoCodeThatTakesIt() {
    HeaviestMethod heaviest = new HeaviestMethod(GrowingMemory.HEAP);
    int[] stack = {
      heaviest.frame("com.acme.Order", /* isJava= */ false),
      heaviest.frame("com.acme.Book.keep", /* isJava= */ true)
    };
    heaviest.add(stack, 100, SAMPLES);
    assertThat(heaviest.found(1, 2).method()).isEqualTo("com.acme.Book.keep");
  }

  @Test
  void nativeMemoryIsToldApartByWhoTookIt() {
    for (GrowingMemory what :
        new GrowingMemory[] {GrowingMemory.DIRECT, GrowingMemory.NETTY, GrowingMemory.NATIVE}) {
      HeaviestMethod heaviest = new HeaviestMethod(what);
      add(heaviest, 50, "java.nio.DirectByteBuffer.<init>", "com.acme.Codec.direct");
      add(heaviest, 30, "io.netty.buffer.PoolArena.allocate", "com.acme.Codec.netty");
      add(heaviest, 20, "java.util.zip.Deflater.init", "com.acme.Codec.malloc");
      GrowthStack found = heaviest.found(1, 2);
      assertThat(found.share()).as(what.name()).isEqualTo(1);
      assertThat(found.method())
          .isEqualTo(
              switch (what) {
                case DIRECT -> "com.acme.Codec.direct";
                case NETTY -> "com.acme.Codec.netty";
                default -> "com.acme.Codec.malloc";
              });
    }
  }

  @Test
  void whatNoCodeOfTheApplicationTookCountsAsWell() {
    HeaviestMethod heaviest = new HeaviestMethod(GrowingMemory.THREADS);
    add(heaviest, 60, "java.lang.Thread.start", "java.util.concurrent.ThreadPoolExecutor.execute");
    add(heaviest, 40, "java.lang.Thread.start", "com.acme.Feed.open");
    assertThat(heaviest.found(1, 2).share()).isEqualTo(0.4);
  }

  @Test
  void whereNoMethodStandsOutNoneIsNamed() {
    HeaviestMethod spread = new HeaviestMethod(GrowingMemory.THREADS);
    IntStream.range(0, 5)
        .forEach(i -> add(spread, 10, "java.lang.Thread.start", "com.acme.Feed" + i + ".open"));
    assertThat(spread.found(1, 2)).isNull();
    HeaviestMethod few = new HeaviestMethod(GrowingMemory.THREADS);
    few.add(new int[] {few.frame("com.acme.Feed.open", /* isJava= */ true)}, 9, 9);
    assertThat(few.found(1, 2)).isNull();
    assertThat(new HeaviestMethod(GrowingMemory.THREADS).found(1, 2)).isNull();
  }

  @Test
  void ofADeepStackThePartNearTheLeafIsShown() {
    HeaviestMethod heaviest = new HeaviestMethod(GrowingMemory.THREADS);
    add(
        heaviest,
        10,
        IntStream.range(0, 100).mapToObj(i -> "com.acme.Deep.at" + i).toArray(String[]::new));
    assertThat(heaviest.found(1, 2).frames()).hasSize(16).startsWith("com.acme.Deep.at0");
  }

  private static void add(HeaviestMethod heaviest, long value, String... leafFirst) {
    int[] stack = new int[leafFirst.length];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = heaviest.frame(leafFirst[i], /* isJava= */ true);
    }
    heaviest.add(stack, value, SAMPLES);
  }
}
