package io.diag.agent.os;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Whether a class has been initialized, which must be known before one of its fields is read from
 * outside: reading would have the application's code run on our thread. One thread at a time.
 */
public final class ClassStates {
  private final Instrumentation instrumentation;
  private Object unsafe;
  private Method shouldBeInitialized;

  /**
   * @param instrumentation opens the JDK's package to us
   */
  public ClassStates(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Has nothing loaded or run of that class.
   *
   * @throws Exception if this JVM does not tell
   */
  public boolean isInitialized(Class<?> type) throws Exception {
    if (shouldBeInitialized == null) {
      open();
    }
    return !(Boolean) shouldBeInitialized.invoke(unsafe, type);
  }

  private void open() throws Exception {
    boolean module = JdkDoors.isModule();
    if (module) {
      JdkDoors.open(instrumentation, "jdk.internal.misc");
    }
    Class<?> type = Class.forName(module ? "jdk.internal.misc.Unsafe" : "sun.misc.Unsafe");
    Field only = type.getDeclaredField("theUnsafe");
    only.setAccessible(true);
    unsafe = only.get(null);
    shouldBeInitialized = type.getMethod("shouldBeInitialized", Class.class);
  }
}
