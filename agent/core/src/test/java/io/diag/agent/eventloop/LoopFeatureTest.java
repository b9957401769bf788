package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.agent.eventloop.episode.EpisodeWatch;
import io.diag.agent.eventloop.episode.JvmThreads;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.SafepointCounters;
import io.diag.wire.Event;
import io.diag.wire.FeatureState;
import io.diag.wire.Histogram;
import io.diag.wire.LoopEpisode;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.channels.Selector;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The probe in the JVM of the tests: real selectors, real time. */
@Timeout(60)
class LoopFeatureTest {
  private static final Instrumentation JVM = OwnJvm.instrumentation();
  private static final long BLOCK_MILLIS = 200;

  private final Sample sample = new Sample();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final LoopFeature feature = feature(true);

  @AfterEach
  void stop() throws Exception {
    feature.stop();
  }

  @Test
  void aLoopThatIsBlockedIsFoundWithEachOfItsBlocks() throws Exception {
    try (SelectLoop loop = SelectLoop.start("blocked-loop")) {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      loop.turn(20);
      tick();
      AtomicReference<Long> longest = new AtomicReference<>(0L);
      for (int i = 0; i < 5; i++) {
        loop.run(
            () -> {
              long start = System.nanoTime();
              sleep(BLOCK_MILLIS);
              longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            });
      }
      loop.turn(1);
      LoopReading reading = only("blocked-loop");
      Histogram ticks = reading.ticks();
      assertThat(countAbove(ticks, 0.15)).isEqualTo(5);
      assertThat(ticks.max()).isCloseTo(longest.get() / 1e9, within(0.02));
      assertThat(ticks.count()).as("its turns since the last reading").isBetween(6L, 12L);
      assertThat(reading.utilization()).isGreaterThan(0.5);
      assertThat(reading.role()).isNull();
    }
  }

  @Test
  void eachBlockIsAnEpisodeWithTheFrameToBlameForAsLongAsThereIsALoop() throws Exception {
    try (SelectLoop loop = SelectLoop.start("watched-loop")) {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      loop.turn(20);
      tick();
      assertThat(watchers()).isEqualTo(1);
      long start = System.nanoTime();
      loop.run(() -> sleep(BLOCK_MILLIS));
      double longest = (System.nanoTime() - start) / 1e6;
      await(() -> !events.isEmpty());
      LoopEpisode episode = LoopEpisode.of(events.get(0));
      assertThat(episode.loopName()).isEqualTo("watched-loop");
      assertThat(episode.durationMillis()).isBetween((double) BLOCK_MILLIS, longest);
      assertThat(episode.blamed()).isEqualTo(LoopFeatureTest.class.getName() + ".sleep");
      assertThat(episode.millis().get("parked")).isGreaterThan(0.8 * BLOCK_MILLIS);
      assertThat(episode.millis().get("cpu")).isLessThan(0.2 * BLOCK_MILLIS);
      assertThat(episode.stack().samples()).isBetween(3L, 25L);
      tick();
      assertThat(sample.list().histograms())
          .filteredOn(point -> point.name().equals("diag.loop.episode.duration"))
          .singleElement()
          .satisfies(point -> assertThat(point.histogram().count()).isEqualTo(1));
      feature.stop();
      assertThat(watchers()).isZero();
    }
  }

  @Test
  void whoHoldsTheLockThatALoopWaitsForIsNamed() throws Exception {
    Object lock = new Object();
    try (SelectLoop loop = SelectLoop.start("locked-loop")) {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      loop.turn(20);
      tick();
      CountDownLatch held = new CountDownLatch(1);
      Thread holder =
          new Thread(
              () -> {
                synchronized (lock) {
                  held.countDown();
                  sleep(BLOCK_MILLIS);
                }
              },
              "the-holder");
      holder.start();
      held.await();
      loop.run(
          () -> {
            synchronized (lock) {
              lock.notifyAll();
            }
          });
      holder.join();
      await(() -> !events.isEmpty());
      LoopEpisode episode = LoopEpisode.of(events.get(0));
      assertThat(episode.millis().get("monitor")).isGreaterThan(0.5 * BLOCK_MILLIS);
      assertThat(episode.holder().thread()).isEqualTo("the-holder");
      assertThat(episode.holder().lock()).startsWith("java.lang.Object@");
      assertThat(episode.holder().stack()).anyMatch(frame -> frame.contains("LoopFeatureTest"));
    }
  }

  @Test
  void aLoopOfNettyIsFoundByItsName() throws Exception {
    NioEventLoopGroup group = new NioEventLoopGroup(1);
    try {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      for (int i = 0; i < 40; i++) {
        group.next().submit(() -> {}).get();
        sleep(2);
      }
      tick();
      group.next().submit(() -> sleep(BLOCK_MILLIS)).get();
      await(() -> tick() && loopNamed("nioEventLoopGroup") != null && hasBlock());
      LoopReading reading = loopNamed("nioEventLoopGroup");
      assertThat(reading.framework()).isEqualTo(Framework.NETTY);
      assertThat(reading.role()).isEqualTo(LoopRole.LOOP);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aLoopOfNettysEpollIsFoundWithItsBlocksAndItsClassIsGivenBack() throws Exception {
    assertThat(Epoll.isAvailable()).as("epoll: %s", Epoll.unavailabilityCause()).isTrue();
    EpollEventLoopGroup group = new EpollEventLoopGroup(1);
    Class<?> target = Class.forName("io.netty.channel.epoll.Native");
    byte[] before = bytes(target);
    try (SelectLoop loop = SelectLoop.start("beside")) {
      loop.turn(1);
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      assertThat(bytes(target)).isNotEqualTo(before);
      for (int i = 0; i < 40; i++) {
        group.next().submit(() -> {}).get();
        sleep(2);
      }
      await(() -> tick() && loopNamed("epollEventLoopGroup") != null);
      LoopReading reading = loopNamed("epollEventLoopGroup");
      assertThat(reading.framework()).isEqualTo(Framework.NETTY);
      assertThat(reading.role()).isEqualTo(LoopRole.LOOP);
      assertThat(reading.utilization()).isLessThan(0.5);
      group.next().submit(() -> sleep(BLOCK_MILLIS)).get();
      await(() -> !events.isEmpty());
      LoopEpisode episode = LoopEpisode.of(events.get(0));
      assertThat(episode.durationMillis()).isBetween((double) BLOCK_MILLIS, BLOCK_MILLIS + 100.0);
      assertThat(episode.blamed())
          .as("the handler, and not what it calls")
          .startsWith(LoopFeatureTest.class.getName() + ".lambda$");
      feature.stop();
      assertThat(bytes(target)).isEqualTo(before);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void whoSelectsOnceOrNeverIsNoLoop() throws Exception {
    ExecutorService idle = Executors.newFixedThreadPool(2);
    try (Selector client = Selector.open();
        SelectLoop loop = SelectLoop.start("a-loop")) {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      idle.submit(() -> select(client, 5)).get();
      idle.submit(() -> sleep(5)).get();
      loop.turn(20);
      tick();
      assertThat(feature.latest()).extracting(LoopReading::name).containsExactly("a-loop");
    } finally {
      idle.shutdownNow();
    }
  }

  @Test
  void aWaitOnAnotherSelectorWithinAHandlerIsNotIdle() throws Exception {
    try (SelectLoop loop = SelectLoop.start("nesting-loop");
        Selector inner = Selector.open()) {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      loop.turn(20);
      tick();
      for (int i = 0; i < 3; i++) {
        loop.run(() -> select(inner, BLOCK_MILLIS));
      }
      loop.turn(1);
      LoopReading reading = only("nesting-loop");
      assertThat(countAbove(reading.ticks(), 0.15)).isEqualTo(3);
      assertThat(reading.utilization()).isGreaterThan(0.5);
    }
  }

  @Test
  void afterwardsTheClassIsByteForByteWhatItWas() throws Exception {
    try (Selector selector = Selector.open()) {
      Class<?> target = Class.forName("sun.nio.ch.SelectorImpl", false, null);
      assertThat(target).isAssignableFrom(selector.getClass());
      byte[] before = bytes(target);
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      assertThat(bytes(target)).isNotEqualTo(before);
      feature.stop();
      assertThat(bytes(target)).isEqualTo(before);
      assertThat(select(selector, 1)).isZero();
    }
  }

  @Test
  void atRestNothingIsCountedAndTheClassStaysAsItIsUntilTheEnd() throws Exception {
    try (SelectLoop loop = SelectLoop.start("resting-loop")) {
      Class<?> target = Class.forName("sun.nio.ch.SelectorImpl", false, null);
      byte[] before = bytes(target);
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      loop.turn(20);
      only("resting-loop");
      byte[] woven = bytes(target);
      feature.rest();
      assertThat(feature.latest()).isEmpty();
      assertThat(bytes(target)).isEqualTo(woven);
      assertThat(feature.start().toString()).isEqualTo("loops on");
      loop.turn(20);
      only("resting-loop");
      feature.rest();
      feature.stop();
      assertThat(bytes(target)).isEqualTo(before);
    }
  }

  @Test
  void afterAFreshStartLoopsAreFoundAnew() throws Exception {
    try (SelectLoop loop = SelectLoop.start("kept-loop")) {
      assertThat(feature.start().status()).isEqualTo(FeatureState.Status.ON);
      loop.turn(20);
      long first = only("kept-loop").id();
      feature.stop();
      assertThat(feature.start().toString()).isEqualTo("loops on");
      loop.turn(20);
      assertThat(only("kept-loop").id()).isGreaterThan(first);
    }
  }

  @Test
  void whoeverSwitchesItOffIsToldSo() throws Exception {
    LoopFeature off = feature(false);
    assertThat(off.start().toString()).isEqualTo("loops off (switched off by loops=off)");
  }

  private LoopFeature feature(boolean wanted) {
    JvmThreads threads =
        new JvmThreads(
            ProcFs.ofSystem(),
            SafepointCounters.FOLDER,
            System.getProperty("user.name"),
            ProcessHandle.current()::pid);
    return new LoopFeature(
        JVM,
        wanted,
        sample,
        System::nanoTime,
        new EpisodeWatch(threads, 50, events::add, System::currentTimeMillis));
  }

  private static long watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("diag-loops"))
        .count();
  }

  private boolean hasBlock() {
    Histogram ticks = loopNamed("nioEventLoopGroup").ticks();
    return ticks != null && countAbove(ticks, 0.15) == 1;
  }

  private boolean tick() {
    try {
      sample.clear();
      return feature.tick(false).status() == FeatureState.Status.ON;
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private LoopReading only(String name) {
    tick();
    LoopReading reading = loopNamed(name);
    assertThat(reading).as(name).isNotNull();
    return reading;
  }

  private LoopReading loopNamed(String start) {
    List<LoopReading> named =
        feature.latest().stream().filter(loop -> loop.name().startsWith(start)).toList();
    assertThat(named).hasSizeLessThan(2);
    return named.isEmpty() ? null : named.get(0);
  }

  private static long countAbove(Histogram ticks, double seconds) {
    long above = ticks.count();
    for (int i = 0; i < ticks.buckets(); i++) {
      above -= ticks.bound(i) <= seconds ? ticks.count(i) : 0;
    }
    return above;
  }

  /** What comes out of all transformers, and so what runs. */
  private static byte[] bytes(Class<?> target) throws Exception {
    AtomicReference<byte[]> seen = new AtomicReference<>();
    ClassFileTransformer last =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            if (redefined == target) {
              seen.set(bytes.clone());
            }
            return null;
          }
        };
    JVM.addTransformer(last, true);
    try {
      JVM.retransformClasses(target);
    } finally {
      JVM.removeTransformer(last);
    }
    return seen.get();
  }

  private static int select(Selector selector, long millis) {
    try {
      return selector.select(millis);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      sleep(20);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
