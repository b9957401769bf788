package io.diag.agent.config;

import java.util.function.UnaryOperator;

/** Finds unknown option names and the known one that was most likely meant. */
final class OptionNames {
  /** Farther apart than this, two names have nothing to do with each other. */
  private static final int NEAR = 2;

  private OptionNames() {}

  /** Refuses every name that is not an option. */
  static void check(Iterable<String> names, String where) throws ConfigException {
    for (String name : names) {
      if (!isKnown(name)) {
        throw new ConfigException(
            "unknown option '" + name + "'" + where + "; did you mean '" + nearest(name) + "'?");
      }
    }
  }

  /**
   * Refuses a name only if it is a slip of a known one: property and variable names are shared with
   * others, whose settings are none of our business.
   *
   * @param spelling an option's name as it is written there
   */
  static void checkNear(Iterable<String> names, UnaryOperator<String> spelling)
      throws ConfigException {
    for (String name : names) {
      if (!isKnown(name) && distance(name, nearest(name)) <= NEAR) {
        throw new ConfigException(
            "unknown setting '"
                + spelling.apply(name)
                + "'; did you mean '"
                + spelling.apply(nearest(name))
                + "'?");
      }
    }
  }

  private static boolean isKnown(String name) {
    for (Option<?> option : Options.ALL) {
      if (option.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String nearest(String name) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (Option<?> option : Options.ALL) {
      int distance = distance(name, option.name());
      if (distance < bestDistance) {
        bestDistance = distance;
        best = option.name();
      }
    }
    return best;
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
