package io.diag.agent.eventloop.episode;

import io.diag.agent.os.PlainText;
import io.diag.wire.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Frames of a stack as text, and which of them to blame. */
final class Frames {
  private static final int OUTER = 48;
  private static final int INNER = 48;

  private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

  /** Event loops, and what commonly stands between a loop and a handler. */
  private static final String[] FRAMEWORKS = {
    "io.netty.",
    "io.vertx.",
    "reactor.",
    "org.reactivestreams.",
    "io.reactivex.",
    "io.grpc.",
    "io.undertow.",
    "org.xnio.",
    "org.jboss.threads.",
    "org.eclipse.jetty.",
    "org.apache.tomcat.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.springframework.",
    "io.quarkus.",
    "io.micronaut.",
    "io.helidon.",
    "akka.",
    "org.apache.pekko.",
    "scala.",
    "kotlin.",
    "kotlinx.",
  };

  private Frames() {}

  /**
   * The frame of the application that the framework called, or in a loop without a framework the
   * innermost one of the application. Where there is none, the innermost that is not the JDK's.
   *
   * @param stack the innermost frame first
   * @return {@code pkg.Class.method}, or null without a stack
   */
  static String blamed(StackTraceElement[] stack) {
    boolean called = false;
    for (int i = stack.length - 1; i >= 0; i--) {
      String name = stack[i].getClassName();
      boolean framework = startsWithAny(name, FRAMEWORKS);
      called |= framework;
      if (called && !framework && !startsWithAny(name, JDK)) {
        return method(stack[i]);
      }
    }
    for (StackTraceElement frame : stack) {
      if (!startsWithAny(frame.getClassName(), JDK)) {
        return method(frame);
      }
    }
    return stack.length == 0 ? null : method(stack[0]);
  }

  /** The classes that stand for lambdas have other names in each JVM, and no code of their own. */
  static StackTraceElement[] withoutProxies(StackTraceElement[] stack) {
    StackTraceElement[] kept = new StackTraceElement[stack.length];
    int size = 0;
    for (StackTraceElement frame : stack) {
      if (!frame.getClassName().contains("$$Lambda")) {
        kept[size++] = frame;
      }
    }
    return Arrays.copyOf(kept, size);
  }

  /** As {@link StackTree#add} wants them. A deep stack lacks its middle. */
  static List<String> outermostFirst(StackTraceElement[] stack) {
    List<String> frames = new ArrayList<>();
    for (int i = stack.length - 1; i >= 0; i--) {
      if (i == INNER && stack.length > OUTER + INNER) {
        frames.add("\u2026");
      }
      if (i < INNER || stack.length - i <= OUTER) {
        frames.add(text(stack[i]));
      }
    }
    return frames;
  }

  /** The innermost first, cut. */
  static List<String> innermostFirst(StackTraceElement[] stack, int most) {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < Math.min(most, stack.length); i++) {
      frames.add(text(stack[i]));
    }
    return Collections.unmodifiableList(frames);
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String method(StackTraceElement frame) {
    return cut(frame.getClassName() + "." + frame.getMethodName());
  }

  private static String text(StackTraceElement frame) {
    return PlainText.of(frame, StackTree.MAX_TEXT);
  }

  static String cut(String text) {
    return PlainText.of(text, StackTree.MAX_TEXT);
  }
}
