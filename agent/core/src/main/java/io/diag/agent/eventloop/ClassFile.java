package io.diag.agent.eventloop;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Reads class files of ours: {@code .classdata} within diag.jar, {@code .class} in a build. */
final class ClassFile {
  private ClassFile() {}

  /**
   * @param path without what the name ends in
   * @throws IOException if there is none
   */
  static byte[] read(String path) throws IOException {
    ClassLoader loader = ClassFile.class.getClassLoader();
    for (String ending : new String[] {".classdata", ".class"}) {
      try (InputStream in = loader.getResourceAsStream(path + ending)) {
        if (in != null) {
          return read(in);
        }
      }
    }
    throw new FileNotFoundException(path + " is not in diag.jar");
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
