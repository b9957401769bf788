package io.diag.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of Java threads in what {@code Thread.print} prints. */
final class ThreadPrint {
  static final String COMMAND = "Thread.print";

  /** A thread of the VM's own has no number; a name of several lines is not told. */
  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.+)\" #\\d+ ");

  private ThreadPrint() {}

  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (Matcher thread = THREAD.matcher(text); thread.find(); ) {
      names.add(thread.group(1));
    }
    return names;
  }
}
