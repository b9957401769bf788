package io.diag.agent.session;

import java.util.function.BooleanSupplier;

/**
 * Whether the JVM still starts agents, before the application's {@code main}. Agents with
 * transformers of classes must not find the JDK's machinery half loaded by a thread of ours: a
 * class that is first loaded within their first transformation is circular, and then fails for ever
 * and for everybody.
 */
public final class JvmStart implements BooleanSupplier {
  private static final int MAX_THREADS = 64;

  private final Thread main;

  private JvmStart(Thread main) {
    this.main = main;
  }

  /** To be made while this agent itself is being started so, by a thread of the same group. */
  public static BooleanSupplier ofThisJvm() {
    Thread[] threads = new Thread[MAX_THREADS];
    int count = Thread.currentThread().getThreadGroup().enumerate(threads);
    for (int i = 0; i < count; i++) {
      JvmStart start = new JvmStart(threads[i]);
      if (start.getAsBoolean()) {
        return start;
      }
    }
    return () -> false;
  }

  /** Reads the stack of one thread; false where a security manager forbids that. */
  @Override
  public boolean getAsBoolean() {
    try {
      for (StackTraceElement frame : main.getStackTrace()) {
        if (frame.getMethodName().equals("loadClassAndCallPremain")
            && frame.getClassName().equals("sun.instrument.InstrumentationImpl")) {
          return true;
        }
      }
    } catch (SecurityException mayNotLook) {
      return false; // then there is nothing to wait for
    }
    return false;
  }
}
