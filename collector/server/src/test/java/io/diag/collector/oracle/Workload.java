package io.diag.collector.oracle;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;

/**
 * A program that allocates, waits and sleeps by known amounts while it is recorded, once for each
 * event. Leaves its chunks and the amounts in the directory it is given.
 */
public final class Workload {
  static final int ALLOC_INTERVAL = 16_384;
  static final int WALL_INTERVAL_NANOS = 5_000_000;
  static final int NATIVE_BYTES = 10_000;
  private static final int SMALL_OBJECTS = 3_000_000;
  private static final int MIDDLING_ARRAYS = 20_000;

  /** With the garbage between them far fewer than the 1,024 objects the profiler follows. */
  private static final int KEPT_ARRAYS = 150;

  private static final Object MONITOR = new Object();
  private static final ReentrantLock LOCK = new ReentrantLock();

  /** Keeps the compiler from leaving the allocations out. */
  static volatile Object sink;

  private final Path directory;
  private final Properties amounts = new Properties();
  private final AsyncProfiler profiler = AsyncProfiler.getInstance();

  /** Of 64 bytes, far below the interval. */
  static final class Small {
    long a;
    long b;
    long c;
    long d;
    long e;
    long f;
  }

  private Workload(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    Workload workload = new Workload(Path.of(args[0]));
    workload.allocations();
    workload.locks();
    workload.wall();
    workload.live();
    workload.nativeMemory();
    workload.jfr();
    try (OutputStream out = Files.newOutputStream(workload.directory.resolve("amounts"))) {
      workload.amounts.store(out, null);
    }
  }

  private void allocations() throws Exception {
    start("alloc=" + ALLOC_INTERVAL);
    put("small", inThread("small", Workload::allocateSmall));
    put("middling", inThread("middling", Workload::allocateMiddling));
    stop("alloc");
  }

  private void locks() throws Exception {
    start("lock=1us");
    put("monitor", contend(Workload::holdMonitor, Workload::awaitMonitor));
    put("lock", contend(Workload::holdLock, Workload::awaitLock));
    stop("lock");
  }

  private void wall() throws Exception {
    start("wall=" + WALL_INTERVAL_NANOS + "ns");
    Thread sleeper = new Thread(() -> times(15, Workload::sleepLong), "sleeper");
    Thread sharer =
        new Thread(
            () -> {
              times(9, Workload::sleepLong);
              times(6, Workload::sleepShort);
            },
            "sharer");
    long start = System.nanoTime();
    sleeper.start();
    sharer.start();
    sleeper.join();
    sharer.join();
    put("wall", System.nanoTime() - start);
    stop("wall");
  }

  private void live() throws Exception {
    start("alloc=" + ALLOC_INTERVAL + ",live");
    // This thread's way to its first sample was still drawn around the VM's default of 512 KiB.
    allocateGarbage(100);
    List<char[]> kept = new ArrayList<>();
    long before = allocated();
    for (int i = 0; i < KEPT_ARRAYS; i++) {
      kept.add(new char[40_000]);
    }
    put("live", allocated() - before);
    allocateGarbage(KEPT_ARRAYS);
    System.gc();
    stop("live");
    sink = kept;
  }

  private static void allocateGarbage(int arrays) {
    for (int i = 0; i < arrays; i++) {
      sink = new char[40_000];
    }
  }

  /** In two chunks, the second of which frees what the first allocated. */
  private void nativeMemory() throws Exception {
    OffHeap memory = new OffHeap();
    Path file = start("nativemem=0");
    long[] addresses = new long[1_000];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = memory.allocate(NATIVE_BYTES);
      if (i < 100) {
        memory.free(addresses[i]);
      }
    }
    profiler.execute("dump,jfr,file=" + file);
    for (int i = 100; i < 400; i++) {
      memory.free(addresses[i]);
    }
    put("native", 600L * NATIVE_BYTES);
    stop("native");
  }

  private void jfr() throws Exception {
    Path file = directory.resolve("jfr.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "off");
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ofMillis(1));
      recording.enable("jdk.ThreadPark").withThreshold(Duration.ofMillis(1));
      CountDownLatch begun = new CountDownLatch(1);
      Thread early = new Thread(() -> allocateBeforeAndAfter(begun), "early");
      early.start();
      await(early, Thread.State.WAITING);
      recording.start();
      begun.countDown();
      early.join();
      put("jfr.small", inThread("small", Workload::allocateSmall));
      put("jfr.monitor", contend(Workload::holdMonitor, Workload::awaitMonitor));
      put("jfr.lock", contend(Workload::holdLock, Workload::awaitLock));
      Thread idle = new Thread(Workload::waitForWork, "idle");
      idle.start();
      inThread("burner", Workload::burn);
      idle.join();
      recording.stop();
      recording.dump(file);
    }
    split(file, "jfr");
  }

  private Path start(String options) throws IOException {
    Path file = directory.resolve("recording.jfr");
    profiler.execute("start," + options + ",jfr,file=" + file);
    return file;
  }

  private void stop(String name) throws IOException {
    Path file = directory.resolve("recording.jfr");
    profiler.execute("stop,file=" + file);
    split(file, name);
  }

  /** One file a chunk, as an agent sends them. */
  private void split(Path file, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int chunk = 0;
    for (int at = 0; at < bytes.length; chunk++) {
      int size = Math.toIntExact(ByteBuffer.wrap(bytes).getLong(at + 8));
      byte[] one = new byte[size];
      System.arraycopy(bytes, at, one, 0, size);
      Files.write(directory.resolve(name + "-" + chunk + ".chunk"), one);
      at += size;
    }
    Files.delete(file);
  }

  private void put(String name, long amount) {
    amounts.setProperty(name, Long.toString(amount));
  }

  /** How many bytes the work allocated in a thread of its own. */
  private static long inThread(String name, Runnable work) throws InterruptedException {
    long[] bytes = new long[1];
    Thread thread =
        new Thread(
            () -> {
              long before = allocated();
              work.run();
              bytes[0] = allocated() - before;
            },
            name);
    thread.start();
    thread.join();
    return bytes[0];
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static void allocateSmall() {
    for (int i = 0; i < SMALL_OBJECTS; i++) {
      sink = new Small();
    }
  }

  private void allocateBeforeAndAfter(CountDownLatch between) {
    allocateMiddling();
    try {
      between.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    long before = allocated();
    allocateMiddling();
    put("jfr.early", allocated() - before);
  }

  private static void await(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      sleep(1);
    }
  }

  /** A little below the interval, where the VM misses a good part of the objects. */
  private static void allocateMiddling() {
    for (int i = 0; i < MIDDLING_ARRAYS; i++) {
      sink = new long[1_500];
    }
  }

  /** One thread's work that hands over what the other waits for. */
  private interface Holder {
    void hold(Runnable held);
  }

  /** How long the waiting thread waited for the holding one, in nanoseconds. */
  private static long contend(Holder holder, Runnable waiter) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Thread holding = new Thread(() -> holder.hold(held::countDown), "holder");
    holding.start();
    held.await();
    long[] nanos = new long[1];
    Thread waiting =
        new Thread(
            () -> {
              long start = System.nanoTime();
              waiter.run();
              nanos[0] = System.nanoTime() - start;
            },
            "waiter");
    waiting.start();
    waiting.join();
    holding.join();
    return nanos[0];
  }

  private static void holdMonitor(Runnable held) {
    synchronized (MONITOR) {
      held.run();
      sleep(400);
    }
  }

  private static void awaitMonitor() {
    synchronized (MONITOR) {
      sink = MONITOR;
    }
  }

  private static void holdLock(Runnable held) {
    LOCK.lock();
    try {
      held.run();
      sleep(300);
    } finally {
      LOCK.unlock();
    }
  }

  private static void awaitLock() {
    LOCK.lock();
    try {
      sink = LOCK;
    } finally {
      LOCK.unlock();
    }
  }

  private static void sleepLong() {
    sleep(100);
  }

  private static void sleepShort() {
    sleep(100);
  }

  /** Waiting for work is no waiting for a lock. */
  private static void waitForWork() {
    try {
      new LinkedBlockingQueue<String>().poll(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void burn() {
    long end = System.nanoTime() + 1_000_000_000L;
    double sum = 1;
    while (System.nanoTime() < end) {
      for (int i = 1; i < 10_000; i++) {
        sum += Math.sqrt(i) / (1 + Math.abs(sum));
      }
    }
    sink = sum;
  }

  private static void times(int count, Runnable work) {
    for (int i = 0; i < count; i++) {
      work.run();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
