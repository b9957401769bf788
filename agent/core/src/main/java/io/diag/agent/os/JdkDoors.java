package io.diag.agent.os;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Doors into packages of the JDK that an agent may open. They are open to the agent's own module
 * alone, which goes with its loader. Any thread.
 */
public final class JdkDoors {
  private JdkDoors() {}

  /** Whether the JDK has modules; one without has no doors that are closed. */
  public static boolean isModule() {
    try {
      Class.forName("java.lang.Module");
      return true;
    } catch (ClassNotFoundException beforeNine) {
      return false;
    }
  }

  /** Lets us call what is public in a package. */
  public static void export(Instrumentation instrumentation, String name) throws Exception {
    redefine(instrumentation, toUs(name), Collections.<String, Set<Object>>emptyMap());
  }

  /** Lets us call all that is in a package. */
  public static void open(Instrumentation instrumentation, String name) throws Exception {
    redefine(instrumentation, Collections.<String, Set<Object>>emptyMap(), toUs(name));
  }

  private static Map<String, Set<Object>> toUs(String name) throws Exception {
    Object us = Class.class.getMethod("getModule").invoke(JdkDoors.class);
    return Collections.singletonMap(name, Collections.singleton(us));
  }

  private static void redefine(
      Instrumentation instrumentation,
      Map<String, Set<Object>> exports,
      Map<String, Set<Object>> opens)
      throws Exception {
    Method module = Class.class.getMethod("getModule");
    Class<?> type = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod("redefineModule", type, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            module.invoke(Object.class),
            Collections.emptySet(),
            exports,
            opens,
            Collections.<Class<?>>emptySet(),
            Collections.<Class<?>, List<Class<?>>>emptyMap());
  }
}
