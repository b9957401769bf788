package io.diag.hprof;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The primitive fields, of instances and static, whose values stay. Immutable. */
public final class AllowedFields {
  /**
   * What an analysis needs and says nothing of the data: how strings are encoded, how full
   * collections and buffers are, what threads do.
   */
  public static final AllowedFields DEFAULT =
      of(
          Arrays.asList(
              "java.lang.String.coder",
              "java.lang.Thread.tid",
              "java.lang.Thread.priority",
              "java.lang.Thread.daemon",
              "java.lang.Thread.threadStatus",
              "java.lang.Thread$FieldHolder.priority",
              "java.lang.Thread$FieldHolder.daemon",
              "java.lang.Thread$FieldHolder.threadStatus",
              "java.nio.Buffer.capacity",
              "java.util.ArrayDeque.head",
              "java.util.ArrayDeque.tail",
              "java.util.ArrayList.size",
              "java.util.HashMap.size",
              "java.util.HashMap.threshold",
              "java.util.Hashtable.count",
              "java.util.IdentityHashMap.size",
              "java.util.LinkedList.size",
              "java.util.PriorityQueue.size",
              "java.util.TreeMap.size",
              "java.util.Vector.elementCount",
              "java.util.WeakHashMap.size",
              "java.util.concurrent.ConcurrentHashMap.baseCount",
              "java.util.concurrent.ConcurrentHashMap.sizeCtl"));

  private final Map<String, Set<String>> fieldsByClass;
  private final Set<String> names = new HashSet<>();

  private AllowedFields(Map<String, Set<String>> fieldsByClass) {
    this.fieldsByClass = fieldsByClass;
    names.addAll(fieldsByClass.keySet());
    fieldsByClass.values().forEach(names::addAll);
  }

  /**
   * @param fields class and field, as in {@code java.lang.String.coder}
   * @throws IllegalArgumentException if there is no dot between the two
   */
  public static AllowedFields of(Collection<String> fields) {
    Map<String, Set<String>> byClass = new HashMap<>();
    for (String field : fields) {
      int dot = field.lastIndexOf('.');
      if (dot <= 0 || dot == field.length() - 1) {
        throw new IllegalArgumentException("'" + field + "' is no class and field");
      }
      byClass
          .computeIfAbsent(field.substring(0, dot), name -> new HashSet<>())
          .add(field.substring(dot + 1));
    }
    return new AllowedFields(byClass);
  }

  /** The fields of a class; nothing of one that is not listed, or null. */
  Set<String> of(String className) {
    return fieldsByClass.getOrDefault(className, Collections.emptySet());
  }

  /** Characters of the longest name that is mentioned. */
  int longest() {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Whether it is the name of a listed class or field. */
  boolean mentions(String name) {
    return names.contains(name);
  }
}
