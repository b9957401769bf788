package io.diag.benchmarks.overhead;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.lang.model.element.Element;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Work with many different deep stacks: the JDK's compiler checks a class. Any thread. */
final class Compilation {
  private static final int VARIANTS = 7;

  /** Uses enough of the language to send the compiler through most of its code. */
  private static final String METHODS =
      """
        java.util.Map<String, Long> countNUMBER(java.util.List<? extends Number> list) {
          return list.stream()
              .filter(n -> n.intValue() > NUMBER)
              .collect(java.util.stream.Collectors.groupingBy(
                  n -> switch (n.intValue() % 3) {
                    case 0 -> "a" + n;
                    case 1 -> "b";
                    default -> "c";
                  },
                  java.util.stream.Collectors.counting()));
        }

        <T extends Comparable<T>> T mostNUMBER(java.util.Collection<T> all) {
          record Pair<A, B>(A a, B b) {}
          T best = null;
          for (T each : all) {
            if (best == null || each.compareTo(best) > 0) best = each;
          }
          var pair = new Pair<>(best, new Pair<>(NUMBER, "x"));
          try {
            return pair.a();
          } finally {
            System.nanoTime();
          }
        }
      """;

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final AtomicInteger round = new AtomicInteger();

  /**
   * Returns how many classes there are in what was checked.
   *
   * @throws IOException if the compiler cannot read its own classes
   */
  int run() throws IOException {
    int variant = round.getAndIncrement() % VARIANTS;
    List<JavaFileObject> sources = List.of(new Source("Order" + variant, 2 + variant));
    JavacTask task =
        (JavacTask)
            compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
    int classes = 0;
    for (Element each : task.analyze()) {
      classes += each.getKind().isClass() ? 1 : 0;
    }
    return classes;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, int size) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      StringBuilder methods = new StringBuilder();
      for (int i = 0; i < size; i++) {
        methods.append(METHODS.replace("NUMBER", Integer.toString(i)));
      }
      text = "class " + name + " {\n" + methods + "}\n";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
