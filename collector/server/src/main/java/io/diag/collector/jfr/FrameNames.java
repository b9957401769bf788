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
    String name = type(className);
    return method.isEmpty() ? name : name + '.' + method;
  }

  /**
   * The name of a class as people write it.
   *
   * @param className with slashes or dots, or the descriptor of an array
   */
  static String type(String className) {
    int dimensions = 0;
    while (dimensions < className.length() && className.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return stable(className).replace('/', '.');
    }
    return element(className.substring(dimensions)) + "[]".repeat(dimensions);
  }

  private static String element(String descriptor) {
    return switch (descriptor) {
      case "Z" -> "boolean";
      case "B" -> "byte";
      case "C" -> "char";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      case "F" -> "float";
      case "D" -> "double";
      default -> {
        boolean plain = descriptor.startsWith("L") && descriptor.endsWith(";");
        String name = plain ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
        yield stable(name).replace('/', '.');
      }
    };
  }

  /** The patterns cost more than all else that is done with a name, and few names need them. */
  private static String stable(String className) {
    String name = className;
    if (!name.isEmpty() && Character.digit(name.charAt(name.length() - 1), 16) >= 0) {
      name = HIDDEN.matcher(name).replaceFirst("");
      name = ACCESSOR.matcher(name).replaceFirst("$1");
    }
    return name.contains("$$Lambda") ? LAMBDA.matcher(name).replaceFirst("$1") : name;
  }
}
