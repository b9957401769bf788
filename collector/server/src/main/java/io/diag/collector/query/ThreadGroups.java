package io.diag.collector.query;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Puts threads that differ only in numbers into one group, named after them with stars: {@code
 * http-epoll-*}. Keeps the groups it met, for their number is bounded; not for several threads at
 * once.
 */
public final class ThreadGroups implements UnaryOperator<String> {
  /** Some applications write what they do at the moment into the names of their threads. */
  static final int MAX_GROUPS = 300;

  static final String OTHERS = "other threads";

  /** But C1 and C2 are names, with a number that tells them apart. */
  private static final Pattern NUMBER = Pattern.compile("(?<!\\b[A-Z])(?<!\\d)\\d+");

  private final Set<String> groups = new HashSet<>();

  @Override
  public String apply(String thread) {
    String group = NUMBER.matcher(thread).replaceAll("*");
    if (groups.contains(group)) {
      return group;
    }
    if (groups.size() == MAX_GROUPS) {
      return OTHERS;
    }
    groups.add(group);
    return group;
  }
}
