package io.diag.agent.os;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Asks class loaders for classes by name, so that nothing is loaded and no other class has to make
 * up its name. Takes no lock of a loader. One thread at a time.
 */
public final class LoadedClasses {
  private final Instrumentation instrumentation;
  private Method findLoadedClass;

  /**
   * @param instrumentation lists the loaders, and opens the JDK's package to us
   */
  public LoadedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** All that have classes, but for the JVM's own. Costs the more the more classes there are. */
  public List<ClassLoader> loaders() {
    Set<ClassLoader> loaders =
        Collections.newSetFromMap(new IdentityHashMap<ClassLoader, Boolean>());
    ClassLoader last = null;
    for (Class<?> one : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = one.getClassLoader();
      if (loader != null && loader != last) {
        loaders.add(loader);
        last = loader;
      }
    }
    return new ArrayList<>(loaders);
  }

  /**
   * The class of that name that the loader has made or got from another one, or null.
   *
   * @throws Exception if this JVM does not let an agent ask
   */
  public Class<?> find(ClassLoader loader, String name) throws Exception {
    if (findLoadedClass == null) {
      findLoadedClass = findLoadedClass();
    }
    return (Class<?>) findLoadedClass.invoke(loader, name);
  }

  private Method findLoadedClass() throws Exception {
    if (JdkDoors.isModule()) {
      JdkDoors.open(instrumentation, "java.lang");
    }
    Method method = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
    method.setAccessible(true);
    return method;
  }
}
