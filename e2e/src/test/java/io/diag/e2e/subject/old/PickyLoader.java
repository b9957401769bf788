package io.diag.e2e.subject.old;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * A system class loader ({@code -Djava.system.class.loader}) that gives out the JDK, the
 * application's own package and what the JVM itself needs of an agent; asked for anything else, it
 * throws what no loader should.
 */
public final class PickyLoader extends URLClassLoader {
  private static final String[] ALLOWED = {
    "java.", "javax.", "sun.", "jdk.", "com.sun.", "io.diag.e2e.subject.", "io.diag.launch."
  };

  public PickyLoader(ClassLoader parent) {
    super(new URL[0], parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    for (String prefix : ALLOWED) {
      if (name.startsWith(prefix)) {
        return super.loadClass(name, resolve);
      }
    }
    throw new IllegalStateException("no foreign classes, but " + name + " was asked for");
  }

  /** By this name the JVM hands over the jars of agents; since 9 it ends itself without it. */
  void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
    addURL(new File(path).toURI().toURL());
  }
}
