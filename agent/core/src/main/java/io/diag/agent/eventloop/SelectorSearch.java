package io.diag.agent.eventloop;

import io.diag.agent.os.SearchPace;
import java.lang.instrument.Instrumentation;

/**
 * Looks whether the JVM has loaded its selectors' class, without loading it. Listing the classes of
 * the boot loader costs more the more there are. The sampler's thread.
 */
final class SelectorSearch {
  private final Instrumentation instrumentation;
  private final SearchPace pace;
  private Class<?> found;

  /**
   * @param pace says when to look
   */
  SelectorSearch(Instrumentation instrumentation, SearchPace pace) {
    this.instrumentation = instrumentation;
    this.pace = pace;
  }

  /** The class, or null if it is not there or was not looked for. Once found it stays so. */
  Class<?> look() {
    if (found != null || !pace.begin()) {
      return found;
    }
    for (Class<?> one : instrumentation.getInitiatedClasses(null)) {
      if (one.getName().equals(WaitPoint.SELECTOR.className())) {
        found = one;
      }
    }
    pace.ended();
    return found;
  }
}
