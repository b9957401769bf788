package io.diag.agent.ledger;

import io.diag.agent.os.ClassStates;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One Netty that an application has loaded: reads what its default allocators hold, and its own
 * count. Reads fields alone and two getters of interfaces, by reflection, and only of classes that
 * the application has initialized; keeps no class from being unloaded. The sampler's thread.
 */
final class NettyCopy {
  /** The class that every Netty with buffers has. */
  static final String KEY = "io.netty.buffer.ByteBufAllocator";

  static final String POOLED = "io.netty.buffer.PooledByteBufAllocator";
  static final String UNPOOLED = "io.netty.buffer.UnpooledByteBufAllocator";
  static final String PLATFORM = "io.netty.util.internal.PlatformDependent";

  /** A minute, at the usual pace. */
  private static final int SPARED_TURNS = 11;

  private static final String PROVIDER = ".ByteBufAllocatorMetricProvider";
  private static final String METRIC = ".ByteBufAllocatorMetric";

  private final String label;
  private final ClassStates states;
  private final WeakReference<Class<?>> key;
  private WeakReference<Class<?>> pooled;
  private WeakReference<Class<?>> unpooled;
  private WeakReference<Class<?>> platform;
  private int sparedTurns;

  /**
   * @param label tells it from others, or null for the first one
   * @param key its {@link #KEY}
   */
  NettyCopy(String label, ClassStates states, Class<?> key) {
    this.label = label;
    this.states = states;
    this.key = new WeakReference<>(key);
    complete(null, null, null);
  }

  /** Takes what of it is loaded by now; null for what is not. */
  void complete(Class<?> pooled, Class<?> unpooled, Class<?> platform) {
    this.pooled = new WeakReference<>(pooled);
    this.unpooled = new WeakReference<>(unpooled);
    this.platform = new WeakReference<>(platform);
  }

  /** Null for the first one that was found. */
  String label() {
    return label;
  }

  /** Whether it was unloaded. */
  boolean isGone() {
    return key.get() == null;
  }

  /** Whether that is its {@link #KEY}. */
  boolean isOf(Class<?> other) {
    return key.get() == other;
  }

  /**
   * What it holds now. An arena of the pooled allocator is locked for as long as its chunks are
   * added up, as by whoever asks Netty's own metrics; so that one is asked once in twelve turns
   * where its memory is counted elsewhere too.
   *
   * @throws Exception if this JVM, or this version of Netty, does not let it be read
   */
  NettyUse read() throws Exception {
    NettyUse use = new NettyUse();
    Class<?> internals = platform.get();
    if (internals != null && states.isInitialized(internals)) {
      use.setCounted(isInDirectPool(internals));
      AtomicLong counter = (AtomicLong) constant(internals, "DIRECT_MEMORY_COUNTER");
      if (counter != null) {
        use.setPlatform(counter.get());
      }
    }
    boolean sparing = sparedTurns-- > 0 && use.isCountedElsewhere();
    Object first = allocator(key);
    Object own = allocator(pooled);
    if (own != null && !sparing) {
      sparedTurns = SPARED_TURNS;
    }
    add(use, sparing && isPooled(first) ? null : first);
    add(use, sparing || own == first ? null : own);
    Object other = allocator(unpooled);
    add(use, other == first ? null : other);
    return use;
  }

  private boolean isPooled(Object allocator) {
    return allocator != null && allocator.getClass() == pooled.get();
  }

  /** The constant {@code DEFAULT}, of the class's own type; null where it is not there yet. */
  private Object allocator(WeakReference<Class<?>> holder) throws Exception {
    Class<?> type = holder.get();
    return type != null && states.isInitialized(type) ? constant(type, "DEFAULT") : null;
  }

  private static void add(NettyUse use, Object allocator) throws Exception {
    Class<?> provider = allocator == null ? null : superInterface(allocator.getClass(), PROVIDER);
    if (provider == null) {
      return; // Netty before 4.1.10
    }
    Object metric = provider.getMethod("metric").invoke(allocator);
    Class<?> type = superInterface(metric.getClass(), METRIC);
    if (type != null) {
      long bytes = (Long) type.getMethod("usedDirectMemory").invoke(metric);
      String name = allocator.getClass().getName();
      use.add(NettyUse.Kind.of(name.substring(name.lastIndexOf('.') + 1)), bytes);
    }
  }

  /**
   * Whether its buffers are made by {@code ByteBuffer.allocateDirect}, which counts them, or come
   * from {@code malloc} without the JDK's knowing. Netty 4.2 tells by the class that frees them.
   */
  private static boolean isInDirectPool(Class<?> internals) throws Exception {
    try {
      return !(Boolean) constant(internals, "USE_DIRECT_BUFFER_NO_CLEANER");
    } catch (NoSuchFieldException sinceFourTwo) {
      String cleaner = constant(internals, "CLEANER").getClass().getName();
      return !(cleaner.endsWith(".DirectCleaner")
          || cleaner.endsWith(".CleanerJava24Linker")
          || cleaner.endsWith(".CleanerJava25"));
    }
  }

  private static Object constant(Class<?> type, String name) throws Exception {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }

  /** An interface of that class, one of its superclasses' too; it is public, the class need not. */
  private static Class<?> superInterface(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> one : at.getInterfaces()) {
        if (one.getName().endsWith(name)) {
          return one;
        }
      }
    }
    return null;
  }
}
