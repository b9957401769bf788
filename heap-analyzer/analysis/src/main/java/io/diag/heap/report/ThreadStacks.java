package io.diag.heap.report;

import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.RootTable;
import io.diag.hprof.RootKind;
import io.diag.hprof.StackFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The threads of a dump, with what the frames of their stacks refer to. One thread. */
public final class ThreadStacks {
  /** Each takes a read of the dump for its name. */
  static final int MOST_THREADS = 5_000;

  private static final int MOST_LOCALS = 5;

  private final HeapGraph graph;
  private final DominatorTree tree;
  private final ObjectLabel labels;
  private final Map<Integer, Map<Integer, List<Integer>>> locals = new HashMap<>();

  private ThreadStacks(HeapGraph graph, DominatorTree tree, ObjectReader reader) {
    this.graph = graph;
    this.tree = tree;
    labels = new ObjectLabel(graph, reader);
  }

  /**
   * A thread.
   *
   * @param retainedBytes of the thread and of what its frames refer to, where nothing else in
   *     between holds that; another thread or a static field may refer to it too
   * @param frames the youngest first
   */
  public record Row(
      int object, String className, String name, long retainedBytes, List<Frame> frames) {}

  /**
   * A frame.
   *
   * @param text as stack traces have it
   * @param locals what retains most of what it refers to
   */
  public record Frame(String text, List<Local> locals) {}

  /** An object that a frame refers to. */
  public record Local(int object, String label, long retainedBytes) {}

  /** Those that hold most first. */
  static List<Row> of(HeapGraph graph, DominatorTree tree, ObjectReader reader) throws IOException {
    return new ThreadStacks(graph, tree, reader).find();
  }

  /** How many threads the dump has. */
  static long count(HeapGraph graph) {
    RootTable roots = graph.skeleton().roots();
    long threads = 0;
    for (int i = 0; i < roots.count(); i++) {
      threads += roots.kind(i) == RootKind.THREAD_OBJECT ? 1 : 0;
    }
    return threads;
  }

  private List<Row> find() throws IOException {
    RootTable roots = graph.skeleton().roots();
    for (int i = 0; i < roots.count(); i++) {
      RootKind kind = roots.kind(i);
      int object = graph.index().number(roots.objectId(i));
      if ((kind == RootKind.JAVA_FRAME || kind == RootKind.JNI_LOCAL) && object >= 0) {
        locals
            .computeIfAbsent(roots.threadSerial(i), any -> new HashMap<>())
            .computeIfAbsent(roots.number(i), any -> new ArrayList<>())
            .add(object);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < roots.count() && rows.size() < MOST_THREADS; i++) {
      int object = graph.index().number(roots.objectId(i));
      if (roots.kind(i) == RootKind.THREAD_OBJECT && object >= 0) {
        rows.add(row(object, roots.threadSerial(i), roots.number(i)));
      }
    }
    rows.sort(Comparator.comparingLong(Row::retainedBytes).reversed());
    return rows;
  }

  private Row row(int thread, int serial, int trace) throws IOException {
    Map<Integer, List<Integer>> byFrame = locals.getOrDefault(serial, Map.of());
    List<Frame> frames = new ArrayList<>();
    List<StackFrame> stack = graph.skeleton().traces().of(trace);
    for (int i = 0; i < stack.size(); i++) {
      frames.add(new Frame(text(stack.get(i)), largest(byFrame.getOrDefault(i, List.of()))));
    }
    Set<Integer> held = new HashSet<>();
    byFrame.values().forEach(held::addAll);
    held.add(thread);
    long bytes =
        held.stream()
            .filter(object -> tree.dominator(object) == DominatorTree.ROOTS)
            .mapToLong(tree::retainedBytes)
            .sum();
    String name = labels.threadName(thread);
    return new Row(thread, graph.type(thread).name(), name == null ? "" : name, bytes, frames);
  }

  private List<Local> largest(List<Integer> objects) throws IOException {
    List<Local> found = new ArrayList<>();
    List<Integer> distinct =
        objects.stream()
            .distinct()
            .sorted(Comparator.comparingLong(tree::retainedBytes).reversed())
            .limit(MOST_LOCALS)
            .toList();
    for (int object : distinct) {
      found.add(new Local(object, labels.of(object), tree.retainedBytes(object)));
    }
    return found;
  }

  private String text(StackFrame frame) throws IOException {
    Long classId = graph.skeleton().classOf(frame.classSerial());
    HeapClass type = classId == null ? null : graph.classes().find(classId);
    String className = type == null ? "unknown class" : type.name();
    String method = graph.classes().names().getOrId(frame.methodId());
    return className + "." + method + "(" + where(frame) + ")";
  }

  private String where(StackFrame frame) throws IOException {
    if (frame.line() == -3) {
      return "native method";
    }
    String source = frame.sourceId() == 0 ? null : graph.classes().names().get(frame.sourceId());
    if (source == null || source.isEmpty()) {
      return "unknown source";
    }
    return frame.line() > 0 ? source + ":" + frame.line() : source;
  }
}
