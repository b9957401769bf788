package io.diag.agent.eventloop;

import io.diag.bootstrap.LoopTable;
import io.diag.bootstrap.SelectorWaits;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Has the JDK's selectors tell of their waits, for as long as it is armed. The agent's threads;
 * both calls block until the class is changed, which stops the JVM for a moment.
 */
final class SelectorProbe {
  private final Instrumentation instrumentation;
  private final Class<?> target;
  private final SelectorTransformer transformer;

  /**
   * @param target the JDK's {@code SelectorImpl}, loaded already
   */
  SelectorProbe(Instrumentation instrumentation, Class<?> target) {
    this.instrumentation = instrumentation;
    this.target = target;
    transformer = new SelectorTransformer(target);
  }

  /**
   * @return where waits are counted from now on
   * @throws IllegalStateException if the class could not be changed; it is as it was then
   */
  LoopTable arm() throws UnmodifiableClassException {
    LoopTable table = SelectorWaits.arm();
    instrumentation.addTransformer(transformer, /* canRetransform= */ true);
    try {
      instrumentation.retransformClasses(target);
      transformer.requireWoven();
    } catch (UnmodifiableClassException | RuntimeException | Error failure) {
      SelectorWaits.disarm();
      instrumentation.removeTransformer(transformer);
      throw failure;
    }
    return table;
  }

  /** Counts nothing more, and leaves the class as it is: a look at a field for each wait. */
  void rest() {
    SelectorWaits.disarm();
  }

  /**
   * After a rest.
   *
   * @return where waits are counted from now on
   */
  LoopTable resume() {
    return SelectorWaits.arm();
  }

  /** Gives the class its own bytecode back. */
  void disarm() throws UnmodifiableClassException {
    SelectorWaits.disarm();
    if (instrumentation.removeTransformer(transformer)) {
      instrumentation.retransformClasses(target);
    }
  }
}
