package io.diag.e2e.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of all frames in the page of a flame graph. Each but the first is written as how many
 * characters it shares with the one before, as a character from the space on, and the rest.
 */
public final class FlameNames {
  private static final String BEGIN = "const cpool = [\n";
  private static final String END = "\n];";

  private FlameNames() {}

  public static List<String> of(String page) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String last = "";
    List<String> names = new ArrayList<>();
    for (String line : page.substring(from, page.indexOf(END, from)).split("\n", -1)) {
      String text =
          line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\''))
              .replaceAll("\\\\(.)", "$1");
      last = names.isEmpty() ? text : last.substring(0, text.charAt(0) - ' ') + text.substring(1);
      names.add(last);
    }
    return names;
  }
}
