package io.diag.launch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the agent and the command line from the {@code inner/} folder of diag.jar. Its parent is
 * the platform loader, so neither side sees a class of the other. Resources are handed out as
 * streams only: a {@code jar:} URL would leave the file in the JDK's cache of open jars.
 */
final class AgentClassLoader extends ClassLoader implements Closeable {
  private static final String FOLDER = "inner/";

  /** A security policy grants to a jar: what it grants to diag.jar holds for all of it. */
  private final ProtectionDomain domain = AgentClassLoader.class.getProtectionDomain();

  private final JarFile jar;

  AgentClassLoader(File file) throws IOException {
    super(platformLoader());
    jar = new JarFile(file, /* verify= */ false);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = read(name.replace('.', '/') + ".classdata");
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name + " cannot be read from " + jar.getName(), unreadable);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(name);
      return bytes == null ? null : new ByteArrayInputStream(bytes);
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }

  private byte[] read(String path) throws IOException {
    ZipEntry entry = jar.getEntry(FOLDER + path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.max(32, entry.getSize()));
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }

  /** The topmost loader below the boot loader: platform on 9 and newer, extensions on 8. */
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }
}
