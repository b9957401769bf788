package io.diag.agent.eventloop;

import io.diag.bootstrap.LoopTable;
import io.diag.bootstrap.LoopWaits;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Has classes in which event loops wait tell of their waits, for as long as it is armed. The
 * agent's threads; to weave and to disarm block until classes are changed, which stops the JVM for
 * a moment.
 */
final class WaitProbe {
  private final Instrumentation instrumentation;
  private final List<WaitTransformer> woven = new ArrayList<>();

  WaitProbe(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Begins to count, anew after a rest. Returns where waits are counted from now on. */
  LoopTable arm() {
    return LoopWaits.arm();
  }

  /**
   * Has one more class tell of its waits.
   *
   * @param target is loaded already, and its loader sees the probe
   * @throws IllegalStateException if the class could not be changed; it is as it was then
   */
  void weave(Class<?> target, WaitPoint point) throws UnmodifiableClassException {
    WaitTransformer transformer = new WaitTransformer(target, point);
    instrumentation.addTransformer(transformer, /* canRetransform= */ true);
    try {
      instrumentation.retransformClasses(target);
      transformer.requireWoven();
      woven.add(transformer);
    } catch (UnmodifiableClassException | RuntimeException | Error failure) {
      instrumentation.removeTransformer(transformer);
      throw failure;
    }
  }

  /** Counts nothing more, and leaves the classes as they are: a look at a field for each wait. */
  void rest() {
    LoopWaits.disarm();
  }

  /** Lets go of what was woven into classes that were unloaded since. */
  void forgetUnloaded() {
    for (Iterator<WaitTransformer> each = woven.iterator(); each.hasNext(); ) {
      WaitTransformer transformer = each.next();
      if (transformer.target() == null) {
        instrumentation.removeTransformer(transformer);
        each.remove();
      }
    }
  }

  /**
   * Gives the classes their own bytecode back, each by itself: one that fails leaves no other as it
   * is.
   *
   * @throws UnmodifiableClassException what the last one failed by
   */
  void disarm() throws UnmodifiableClassException {
    LoopWaits.disarm();
    for (WaitTransformer transformer : woven) {
      instrumentation.removeTransformer(transformer);
    }
    UnmodifiableClassException failed = null;
    for (Iterator<WaitTransformer> each = woven.iterator(); each.hasNext(); ) {
      Class<?> target = each.next().target();
      try {
        if (target != null) {
          instrumentation.retransformClasses(target);
        }
        each.remove();
      } catch (UnmodifiableClassException refused) {
        failed = refused;
      } catch (LinkageError broken) {
        each.remove(); // of a class whose application was ended; it cannot be changed any more
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
