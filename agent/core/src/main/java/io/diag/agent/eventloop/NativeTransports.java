package io.diag.agent.eventloop;

import io.diag.agent.os.AgentThread;
import io.diag.agent.os.SearchPace;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Has native transports tell of their waits as well, as soon as an application has loaded one. What
 * cannot be is said, and leaves the JDK's selectors as they are. The sampler's thread.
 */
final class NativeTransports {
  private final TransportSearch search;
  private String trouble;

  /**
   * @param loadedClasses how many classes were loaded since the JVM began
   * @param nanoTime a monotonic clock in nanoseconds
   */
  NativeTransports(
      Instrumentation instrumentation, LongSupplier loadedClasses, LongSupplier nanoTime) {
    search =
        new TransportSearch(
            instrumentation, new SearchPace(loadedClasses, nanoTime, AgentThread::ownCpuNanos));
  }

  /** Looks for new ones, if it is time, and weaves them. */
  void weaveInto(WaitProbe probe) {
    try {
      for (Map.Entry<Class<?>, WaitPoint> found : search.look().entrySet()) {
        weave(probe, found.getKey(), found.getValue());
      }
    } catch (Exception | LinkageError unable) {
      trouble = "native transports are not seen: " + unable;
    }
    probe.forgetUnloaded();
  }

  /** What is not seen and why, or null. */
  String trouble() {
    return trouble;
  }

  /** Lets go of what was found; it is found anew. */
  void forget() {
    search.forget();
    trouble = null;
  }

  private void weave(WaitProbe probe, Class<?> target, WaitPoint point) {
    try {
      if (BootClasses.isSeenBy(target.getClassLoader())) {
        probe.weave(target, point);
      } else {
        trouble =
            target.getName()
                + " is not seen: its class loader does not look for packages of others in the JDK";
      }
    } catch (Exception | LinkageError unwoven) {
      trouble = target.getName() + " is not seen: " + unwoven.getMessage();
    }
  }
}
