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

  /**
   * What the JDK loads once a method handle was called 127 times. The lambdas of this agent bring
   * that moment nearer, often into a transformation of the agent that starts next.
   */
  private static final String OF_BUSY_HANDLES = "java.lang.invoke.MethodHandle$1";

  private final Thread main;

  private JvmStart(Thread main) {
    this.main = main;
  }

  /** To be made while this agent itself is being started so, by a thread of the same group. */
  public static BooleanSupplier ofThisJvm() {
    loadWhatOthersTripOver();
    try {
      Thread[] threads = new Thread[MAX_THREADS];
      int count = Thread.currentThread().getThreadGroup().enumerate(threads);
      for (int i = 0; i < count; i++) {
        if (startsAnAgent(threads[i].getStackTrace())) {
          return new JvmStart(threads[i]);
        }
      }
    } catch (SecurityException mayNotLook) {
      // then there is nothing to wait for
    }
    return () -> false;
  }

  private static void loadWhatOthersTripOver() {
    try {
      Class.forName(OF_BUSY_HANDLES, false, null);
    } catch (ClassNotFoundException | LinkageError | SecurityException notInThisJdk) {
      // then no handle needs it
    }
  }

  /**
   * Reads the stack of one thread, which is empty between two agents and just before the
   * application's {@code main}; false where a security manager forbids that.
   */
  @Override
  public boolean getAsBoolean() {
    try {
      StackTraceElement[] stack = main.getStackTrace();
      return stack.length == 0 ? main.isAlive() : startsAnAgent(stack);
    } catch (SecurityException mayNotLook) {
      return false;
    }
  }

  private static boolean startsAnAgent(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getMethodName().equals("loadClassAndCallPremain")
          && frame.getClassName().equals("sun.instrument.InstrumentationImpl")) {
        return true;
      }
    }
    return false;
  }
}
