package io.diag.e2e.subject;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A class whose compiled code is far larger than its bytes: it is written when it is wanted. */
final class Bulky {
  static final String NAME = "Bulky";

  /** What the JVM's first compiler makes of it, about. */
  static final int CODE_BYTES = 16 << 10;

  /** Each calls a method of 30 bytes, which the compiler takes in, up to 8,000 bytes in all. */
  private static final int LINES = 260;

  /** The first compiler takes a method after 200 calls. */
  private static final int CALLS = 300;

  private Bulky() {}

  static byte[] compile() {
    StringBuilder source = new StringBuilder("public class Bulky {\n");
    source.append(
        "static long mix(long x) { return (x ^ x >>> 7) * (x | 3) + (x << 5 ^ x >> 3); }\n");
    source.append("public static long work(long x) {\n");
    for (int i = 0; i < LINES; i++) {
      source.append("x = mix(x);\n");
    }
    source.append("return x; } }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JavaFileObject in = new Source(source.toString());
    JavaFileManager out = new InMemory(compiler.getStandardFileManager(null, null, null), bytes);
    if (!compiler.getTask(null, out, null, null, null, List.of(in)).call()) {
      throw new IllegalStateException("the class cannot be compiled");
    }
    return bytes.toByteArray();
  }

  /** Calls it until the JVM has compiled it. */
  static Class<?> warm(Class<?> bulky) throws ReflectiveOperationException {
    Method work = bulky.getMethod("work", long.class);
    long x = 1;
    for (int i = 0; i < CALLS; i++) {
      x = (long) work.invoke(null, x);
    }
    return bulky;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + NAME + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final ByteArrayOutputStream bytes;

    InMemory(JavaFileManager files, ByteArrayOutputStream bytes) {
      super(files);
      this.bytes = bytes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("string:///" + className + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
