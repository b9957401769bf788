package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.memory.ReadPoints;
import io.diag.agent.os.SearchPace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

/** The Netty of the tests' own class path, and copies of it in class loaders of their own. */
class NettyReadingTest {
  private static final int BYTES = 3 << 20;
  private static final String UNPOOLED = "diag.netty.memory.used [unpooled, direct-pool]";
  private static final String POOLED = "diag.netty.memory.used [pooled, direct-pool]";

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private long nanos;

  private final NettyReading reading =
      new NettyReading(
          instrumentation,
          new SearchPace(
              () -> ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
              () -> nanos += 1_000,
              () -> 0));

  @Test
  void whatTheDefaultAllocatorsHoldIsTold() throws IOException {
    assertThat(PlatformDependent.useDirectBufferNoCleaner()).isFalse();
    ByteBuf before = PooledByteBufAllocator.DEFAULT.directBuffer(BYTES);
    Map<String, Double> first = ReadPoints.of(reading);
    assertThat(first.get(POOLED))
        .isEqualTo((double) PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
    ByteBuf more = UnpooledByteBufAllocator.DEFAULT.directBuffer(BYTES);
    nanos += 60_000_000_000L;
    Map<String, Double> second = ReadPoints.of(reading);
    assertThat(second.get(UNPOOLED) - first.getOrDefault(UNPOOLED, 0.0)).isEqualTo(BYTES);
    assertThat(reading.aloneBytes()).as("all of it is in the direct pool").isZero();
    more.release();
    before.release();
  }

  @Test
  void aSecondNettyHasANameAndNobodyInitializesItForIt() throws Exception {
    PooledByteBufAllocator.DEFAULT.metric();
    try (URLClassLoader loader = apart()) {
      Class<?> key = Class.forName(NettyCopy.KEY, false, loader);
      assertThat(key.getClassLoader()).isSameAs(loader);
      assertThat(namesWithLoader()).as("loaded, but not initialized").isZero();
      Class<?> allocator = Class.forName(NettyCopy.POOLED, true, loader);
      Method buffer = allocator.getMethod("directBuffer", int.class);
      Object held = buffer.invoke(allocator.getField("DEFAULT").get(null), BYTES);
      assertThat(namesWithLoader()).isEqualTo(1);
      assertThat(held).isNotNull();
    }
  }

  @Test
  void aNettyThatItKnowsCanBeUnloaded() throws Exception {
    WeakReference<ClassLoader> gone = new WeakReference<>(known());
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(gone.get()).isNull();
    assertThat(ReadPoints.of(reading)).isNotNull();
  }

  private ClassLoader known() throws Exception {
    URLClassLoader loader = apart();
    Class.forName(NettyCopy.UNPOOLED, true, loader);
    nanos += 60_000_000_000L;
    ReadPoints.of(reading);
    return loader;
  }

  /** How many series say in which loader their Netty is. */
  private long namesWithLoader() throws IOException {
    nanos += 60_000_000_000L;
    return ReadPoints.of(reading).keySet().stream()
        .filter(name -> name.contains("URLClassLoader-"))
        .count();
  }

  private static URLClassLoader apart() {
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("netty"))
            .map(NettyReadingTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
