package io.diag.agent.command;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * The VM's own diagnostic commands, as {@code jcmd} has them, run from within. They have no public
 * door but the platform MBean server, which belongs to the application; an agent may open the
 * package behind it to itself, and to nobody else (decision 022).
 */
public final class VmDiagnostics {
  private static final String SINCE_9 = "com.sun.management.internal.DiagnosticCommandImpl";
  private static final String IN_8 = "sun.management.DiagnosticCommandImpl";
  private static final String FACTORY_IN_8 = "sun.management.ManagementFactoryHelper";

  private final Instrumentation instrumentation;

  public VmDiagnostics(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Runs a command and returns what it prints. Blocks as long as the VM takes.
   *
   * @throws CommandException if this JVM does not offer it
   */
  public String execute(String command) throws CommandException {
    try {
      // loads the native library behind it, as every reading of a management bean does
      ManagementFactory.getPlatformMXBeans(java.lang.management.GarbageCollectorMXBean.class);
      Class<?> type = type();
      Method factory = factory(type);
      factory.setAccessible(true);
      Object bean = factory.invoke(null);
      Method execute = type.getDeclaredMethod("executeDiagnosticCommand", String.class);
      execute.setAccessible(true);
      return (String) execute.invoke(bean, command);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
      Throwable cause = absent.getCause() == null ? absent : absent.getCause();
      throw new CommandException("this JVM does not offer '" + command + "' (" + cause + ")");
    }
  }

  private Class<?> type() throws ReflectiveOperationException {
    try {
      Class<?> type = Class.forName(SINCE_9, true, null);
      open(type);
      return type;
    } catch (ClassNotFoundException older) {
      return Class.forName(IN_8, true, null);
    }
  }

  private static Method factory(Class<?> type) throws ReflectiveOperationException {
    try {
      return type.getDeclaredMethod("getDiagnosticCommandMBean");
    } catch (NoSuchMethodException older) {
      return Class.forName(FACTORY_IN_8, true, null).getDeclaredMethod("getDiagnosticCommandMBean");
    }
  }

  /** By reflection, for Java 8 has no modules. */
  private void open(Class<?> type) throws ReflectiveOperationException {
    Method moduleOf = Class.class.getMethod("getModule");
    Object theirs = moduleOf.invoke(type);
    Object ours = moduleOf.invoke(VmDiagnostics.class);
    Map<String, Set<Object>> opens =
        Collections.singletonMap(
            type.getName().substring(0, type.getName().lastIndexOf('.')),
            Collections.singleton(ours));
    for (Method method : Instrumentation.class.getMethods()) {
      if (method.getName().equals("redefineModule")) {
        method.invoke(
            instrumentation,
            theirs,
            Collections.emptySet(),
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
      }
    }
  }
}
