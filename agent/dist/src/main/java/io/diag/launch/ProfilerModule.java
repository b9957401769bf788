package io.diag.launch;

import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Collections;
import java.util.function.BinaryOperator;

/**
 * A module for the native profiler alone. From JDK 24 on the first use of native code allows it to
 * the whole module of the caller, and all classes of the class path share one: loaded from there,
 * the library would allow it to the application as well, and libraries ask whether they may (Netty
 * then takes its buffers another way). In a module of its own the application stays as it was. By
 * reflection, since this is compiled for 8.
 */
final class ProfilerModule {
  private static final int FIRST_TO_RESTRICT = 24;

  /** As in the manifest of diag.jar. */
  private static final String NAME = "io.diag.launch";

  /**
   * An application that brings its own {@code java.nio.file} provider is not to see a call of ours.
   */
  private static final String FILES_OF_ANOTHER = "java.nio.file.spi.DefaultFileSystemProvider";

  private ProfilerModule() {}

  /**
   * Whether a load from the class path would allow the application what it was not allowed, and a
   * module can be made without the application having a part in it.
   */
  static boolean isCalledFor() {
    try {
      return feature() >= FIRST_TO_RESTRICT
          && System.getProperty(FILES_OF_ANOTHER) == null
          && !isAllowed(call(Class.class, "getModule", ProfilerModule.class));
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }

  /**
   * Defines {@link NativeProfiler} in a layer of its own, from diag.jar. Where that is impossible,
   * as when the file was removed meanwhile, the class of the class path serves.
   */
  @SuppressWarnings("unchecked")
  static BinaryOperator<String> define() {
    try {
      ClassLoader loader = loader(call(File.class, "toPath", Launcher.ownJar()));
      Object profiler =
          loader.loadClass(NativeProfiler.class.getName()).getConstructor().newInstance();
      return (BinaryOperator<String>) profiler;
    } catch (ReflectiveOperationException
        | URISyntaxException
        | RuntimeException
        | LinkageError impossible) {
      return new NativeProfiler();
    }
  }

  /** The loader of a new layer of this one module, with no parent but the boot loader. */
  private static ClassLoader loader(Object jar) throws ReflectiveOperationException {
    Class<?> layers = Class.forName("java.lang.ModuleLayer");
    Class<?> configurations = Class.forName("java.lang.module.Configuration");
    Class<?> finders = Class.forName("java.lang.module.ModuleFinder");
    Object jars = Array.newInstance(Class.forName("java.nio.file.Path"), 1);
    Array.set(jars, 0, jar);
    Method of = finders.getMethod("of", jars.getClass());
    Object noJars = Array.newInstance(jars.getClass().getComponentType(), 0);

    Object boot = call(layers, "boot", null);
    Object configuration =
        configurations
            .getMethod("resolve", finders, finders, Collection.class)
            .invoke(
                call(layers, "configuration", boot),
                of.invoke(null, jars),
                of.invoke(null, noJars),
                Collections.singleton(NAME));
    Object layer =
        layers
            .getMethod("defineModulesWithOneLoader", configurations, ClassLoader.class)
            .invoke(boot, configuration, null);
    return (ClassLoader) layers.getMethod("findLoader", String.class).invoke(layer, NAME);
  }

  private static boolean isAllowed(Object module) throws ReflectiveOperationException {
    return (Boolean) call(Class.forName("java.lang.Module"), "isNativeAccessEnabled", module);
  }

  private static Object call(Class<?> type, String method, Object on)
      throws ReflectiveOperationException {
    return type.getMethod(method).invoke(on);
  }

  /** 1.8 is never one of those. */
  private static double feature() {
    return Double.parseDouble(System.getProperty("java.specification.version", "8"));
  }
}
