package io.diag.agent.eventloop;

import io.diag.agent.os.JdkDoors;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;

/**
 * Puts the classes that probes call into the boot loader, where the JDK's own classes find them.
 * They are defined there one by one and not by a jar appended to the boot class path: that would
 * print a warning and end the sharing of class data. They stay for as long as the JVM does.
 */
final class BootClasses {
  static final String PACKAGE = "io.diag.bootstrap.";

  /** In diag.jar they have a folder of their own, so that no other loader ever takes them. */
  private static final String FOLDER = "bootstrap/";

  /** In an order in which each finds the ones before it. */
  static final String[] NAMES = {"TickScale", "LoopCounters", "LoopTable", "LoopWaits"};

  private static final int VERSION = 2;

  private BootClasses() {}

  /**
   * Sees to it that they are there. Blocks for the time of loading four classes.
   *
   * @return null, or why those that are there cannot be used
   * @throws Exception if they cannot be put there on this JVM
   */
  static String put(Instrumentation instrumentation) throws Exception {
    Definer definer = null;
    for (String name : NAMES) {
      if (!isThere(name)) {
        definer = definer == null ? new Definer(instrumentation) : definer;
        definer.define(PACKAGE + name, bytes(name));
      }
    }
    Object version =
        Class.forName(PACKAGE + "LoopWaits", true, null).getMethod("version").invoke(null);
    return version.equals(VERSION)
        ? null
        : "another version of diag left its probes in this JVM, which only its restart removes";
  }

  /**
   * Whether classes of a loader find them there, once they are. Some loaders, as those of OSGi,
   * look in the boot loader for packages of Java only. May run the loader's own code.
   */
  static boolean isSeenBy(ClassLoader loader) {
    try {
      Class<?> seen = Class.forName(PACKAGE + "LoopWaits", false, loader);
      return seen.getClassLoader() == null;
    } catch (ClassNotFoundException | LinkageError hidden) {
      return false;
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(PACKAGE + name, false, null);
      return true;
    } catch (ClassNotFoundException notYet) {
      return false;
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try {
      return ClassFile.read(FOLDER + name);
    } catch (IOException inABuild) {
      return ClassFile.read(PACKAGE.replace('.', '/') + name);
    }
  }

  /** {@code Unsafe.defineClass}: public on 8, and from 9 on where an agent may open the door. */
  private static final class Definer {
    private final Object unsafe;
    private final Method method;

    Definer(Instrumentation instrumentation) throws Exception {
      Class<?> type;
      if (JdkDoors.isModule()) {
        JdkDoors.export(instrumentation, "jdk.internal.misc");
        type = Class.forName("jdk.internal.misc.Unsafe");
        unsafe = type.getMethod("getUnsafe").invoke(null);
      } else {
        type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        unsafe = field.get(null);
      }
      method =
          type.getMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ClassLoader.class,
              ProtectionDomain.class);
    }

    void define(String name, byte[] bytes) throws Exception {
      try {
        method.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
      } catch (InvocationTargetException refused) {
        throw new IllegalStateException(
            "the boot loader does not take " + name + ": " + refused.getCause(), refused);
      }
    }
  }
}
