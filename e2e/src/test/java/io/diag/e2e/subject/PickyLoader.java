package io.diag.e2e.subject;

/**
 * A system class loader ({@code -Djava.system.class.loader}) that gives out nothing but the JDK and
 * the application's own package.
 */
public final class PickyLoader extends ClassLoader {
  public PickyLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("io.diag.") && !name.startsWith("io.diag.e2e.subject.")) {
      throw new ClassNotFoundException(name + " is foreign here");
    }
    return super.loadClass(name, resolve);
  }

  /** The JVM appends agents' jars by this method, which a loader of one's own must have. */
  void appendToClassPathForInstrumentation(String path) {}
}
