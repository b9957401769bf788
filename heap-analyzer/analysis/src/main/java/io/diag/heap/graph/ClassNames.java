package io.diag.heap.graph;

import io.diag.hprof.BasicType;

/** Names of classes, from how the JVM writes them to how Java does. */
final class ClassNames {
  private static final String CODES = "ZCFDBSIJ";

  private ClassNames() {}

  /** As in {@code com.acme.Node} of {@code com/acme/Node}, {@code int[][]} of {@code [[I}. */
  static String readable(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0 || dimensions == name.length()) {
      return name.replace('/', '.');
    }
    String element = name.substring(dimensions);
    if (element.startsWith("L") && element.endsWith(";")) {
      element = element.substring(1, element.length() - 1);
    } else {
      BasicType type = element.length() == 1 ? primitive(element.charAt(0)) : null;
      element = type == null ? element : type.name().toLowerCase(java.util.Locale.ROOT);
    }
    return element.replace('/', '.') + "[]".repeat(dimensions);
  }

  /** The type of the elements of an array's class, null of others. */
  static BasicType element(String readable) {
    if (!readable.endsWith("[]")) {
      return null;
    }
    String element = readable.substring(0, readable.length() - 2);
    for (BasicType type : BasicType.values()) {
      if (type != BasicType.OBJECT
          && type.name().toLowerCase(java.util.Locale.ROOT).equals(element)) {
        return type;
      }
    }
    return BasicType.OBJECT;
  }

  private static BasicType primitive(char code) {
    int index = CODES.indexOf(code);
    return index < 0 ? null : BasicType.of(4 + index);
  }
}
