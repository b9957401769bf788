package io.diag.heap.report;

import java.util.regex.Pattern;

/** Which classes are the JDK's own. */
final class JdkClasses {
  private static final Pattern NAMES = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\.");

  private JdkClasses() {}

  static boolean contain(String className) {
    return NAMES.matcher(className).lookingAt();
  }
}
