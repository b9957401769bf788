package io.diag.heap.report;

import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.ObjectReader.Value;
import io.diag.heap.graph.RootTable;
import io.diag.hprof.BasicType;
import io.diag.hprof.ClassLinks;
import io.diag.hprof.RootKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says a path from a root in words: what kind of root it is, and by which field it goes on. One
 * thread.
 */
public final class PathText {
  private static final int MAX_VALUES = 100_000;
  private static final int MAX_STEPS = 100;

  private final HeapGraph graph;
  private final ObjectReader reader;
  private final ObjectLabel labels;
  private final Map<Integer, Integer> threads = new HashMap<>();

  public PathText(HeapGraph graph, ObjectReader reader, ObjectLabel labels) {
    this.graph = graph;
    this.reader = reader;
    this.labels = labels;
    RootTable roots = graph.skeleton().roots();
    for (int i = 0; i < roots.count(); i++) {
      if (roots.kind(i) == RootKind.THREAD_OBJECT) {
        threads.put(roots.threadSerial(i), graph.index().number(roots.objectId(i)));
      }
    }
  }

  /**
   * One object of a path.
   *
   * @param object its number; -1 for a row of objects that are left out
   * @param how it comes in: the kind of root, or the field of the object before
   * @param label which object it is, or how many are left out
   */
  public record Step(int object, String how, String label) {
    String line() {
      return object < 0 ? label : how + ": " + label;
    }
  }

  /** The root and each step from there; of a long path its beginning and its end. */
  public List<Step> steps(List<Integer> path) throws IOException {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(path.get(0), root(path.get(0)), labels.of(path.get(0))));
    for (int i = 1; i < path.size(); i++) {
      if (path.size() > MAX_STEPS && i == MAX_STEPS / 2) {
        int left = path.size() - MAX_STEPS;
        steps.add(new Step(-1, "", left + " more objects"));
        i += left;
      }
      int object = path.get(i);
      steps.add(new Step(object, field(path.get(i - 1), object), labels.of(object)));
    }
    return steps;
  }

  /** The same, a line each. */
  List<String> lines(List<Integer> path) throws IOException {
    return steps(path).stream().map(Step::line).toList();
  }

  /**
   * Who holds the end of a path, for a sentence: the last static field or field of an application's
   * class on it, else its root. A collection of the JDK holds for somebody.
   */
  String holder(List<Integer> path) throws IOException {
    for (int i = Math.min(path.size(), MAX_STEPS) - 2; i >= 0; i--) {
      HeapClass itself = graph.classes().find(graph.index().address(path.get(i)));
      HeapClass type = itself == null ? graph.type(path.get(i)) : itself;
      if (itself == null && (type.isArray() || JdkClasses.contain(type.name()))) {
        continue;
      }
      Optional<String> field = named(path.get(i), path.get(i + 1));
      if (field.isPresent()) {
        String kind = itself == null ? "field " : "static field ";
        return "the " + kind + field.get() + " of " + type.name();
      }
    }
    return root(path.get(0)) + ", " + labels.of(path.get(0));
  }

  /** What kind of root an object is. */
  public String root(int object) throws IOException {
    RootTable roots = graph.skeleton().roots();
    long id = graph.index().address(object);
    for (int i = 0; i < roots.count(); i++) {
      if (roots.objectId(i) == id) {
        String kind = "GC root " + roots.kind(i).name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Integer thread = roots.kind(i).hasThread() ? threads.get(roots.threadSerial(i)) : null;
        return thread == null || thread < 0 || thread == object
            ? kind
            : kind + " of " + labels.of(thread);
      }
    }
    return graph.rootsAreGuessed() ? "no root is known; taken for one" : "class of the boot loader";
  }

  /** By what an object refers to another. */
  public String field(int source, int target) throws IOException {
    long wanted = graph.index().address(target);
    HeapClass itself = graph.classes().find(graph.index().address(source));
    Optional<String> named = named(source, target);
    if (named.isPresent()) {
      return itself == null ? named.get() : "static " + named.get();
    }
    HeapClass type = itself == null ? graph.type(source) : itself;
    if (itself == null && type.dump() != null && type.dump().id() == wanted) {
      return "class";
    }
    ClassLinks links = itself == null ? null : itself.dump().links();
    if (links != null && links.superId() == wanted) {
      return "superclass";
    }
    if (links != null && links.loaderId() == wanted) {
      return "class loader";
    }
    return type.isArray() ? "an element" : "a reference";
  }

  /** By which of its fields or elements an object refers to another. */
  Optional<String> named(int source, int target) throws IOException {
    long wanted = graph.index().address(target);
    for (Value value : reader.values(source, MAX_VALUES)) {
      if (value.type() == BasicType.OBJECT && value.bits() == wanted) {
        return Optional.of(value.name());
      }
    }
    return Optional.empty();
  }
}
