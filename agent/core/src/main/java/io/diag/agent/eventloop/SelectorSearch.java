package io.diag.agent.eventloop;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Looks whether the JVM has loaded its selectors' class, without loading it. Listing the classes of
 * the boot loader costs more the more there are, so it is done only after classes were loaded, and
 * takes at most a thousandth of the time. The sampler's thread.
 */
final class SelectorSearch {
  private static final String TARGET = "sun.nio.ch.SelectorImpl";
  private static final long REST_PER_COST = 1_000;

  private final Instrumentation instrumentation;
  private final LongSupplier loadedClasses;
  private final LongSupplier nanoTime;
  private long lookedAtClasses = -1;
  private long nextNanos;
  private Class<?> found;

  SelectorSearch(Instrumentation instrumentation, LongSupplier nanoTime) {
    this(
        instrumentation,
        () -> ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
        nanoTime);
  }

  /**
   * @param loadedClasses how many classes were loaded since the JVM began
   * @param nanoTime a monotonic clock in nanoseconds
   */
  SelectorSearch(
      Instrumentation instrumentation, LongSupplier loadedClasses, LongSupplier nanoTime) {
    this.instrumentation = instrumentation;
    this.loadedClasses = loadedClasses;
    this.nanoTime = nanoTime;
  }

  /** The class, or null if it is not there or was not looked for. Once found it stays so. */
  Class<?> look() {
    if (found != null) {
      return found;
    }
    long start = nanoTime.getAsLong();
    long classes = loadedClasses.getAsLong();
    if (classes == lookedAtClasses || (lookedAtClasses >= 0 && start - nextNanos < 0)) {
      return null;
    }
    for (Class<?> one : instrumentation.getInitiatedClasses(null)) {
      if (one.getName().equals(TARGET)) {
        found = one;
      }
    }
    lookedAtClasses = classes;
    long end = nanoTime.getAsLong();
    nextNanos = end + REST_PER_COST * (end - start);
    return found;
  }
}
