package io.diag.e2e.subject;

/** A system class loader that throws what no loader should, for every class but its own. */
public final class ThrowingLoader extends ClassLoader {
  public ThrowingLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("io.diag.") && !name.startsWith("io.diag.e2e.subject.")) {
      throw new IllegalStateException("no foreign classes, but " + name + " was asked for");
    }
    return super.loadClass(name, resolve);
  }
}
