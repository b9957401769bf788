package io.diag.e2e.harness;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A profile as {@code frame;frame count} lines. */
public record Collapsed(Map<String, Long> stacks) {
  public static Collapsed parse(String text) {
    Map<String, Long> stacks = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              stacks.merge(
                  line.substring(0, space), Long.parseLong(line.substring(space + 1)), Long::sum);
            });
    return new Collapsed(stacks);
  }

  public long total() {
    return stacks.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Samples whose stack holds this frame anywhere. */
  public long under(String frame) {
    return stacks.entrySet().stream()
        .filter(stack -> Arrays.asList(stack.getKey().split(";")).contains(frame))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
