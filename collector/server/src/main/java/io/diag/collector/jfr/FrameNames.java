package io.diag.collector.jfr;

import java.util.regex.Pattern;

/**
 * Names that are the same for the same code in every run, so that stacks merge: addresses and
 * counters which the VM adds to lambdas, hidden classes and reflection accessors are cut off.
 */
final class FrameNames {
  private static final Pattern HIDDEN = Pattern.compile("[/+.]0x[0-9a-f]+(/\\d+)?$|/\\d+$");
  private static final Pattern LAMBDA = Pattern.compile("(\\$\\$Lambda)\\$\\d+");
  private static final Pattern ACCESSOR =
      Pattern.compile("(Generated(?:Method|Constructor|SerializationConstructor)Accessor)\\d+$");

  private FrameNames() {}

  /**
   * @param className with slashes or dots; empty for native code
   */
  static String of(String className, String method) {
    if (className.isEmpty()) {
      return method;
    }
    String name = HIDDEN.matcher(className).replaceFirst("");
    name = LAMBDA.matcher(name).replaceFirst("$1");
    name = ACCESSOR.matcher(name).replaceFirst("$1").replace('/', '.');
    return method.isEmpty() ? name : name + '.' + method;
  }
}
