package io.diag.heap.explore;

import io.diag.heap.analysis.HeapIndex;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.report.ArrayPreview;
import io.diag.heap.report.ObjectLabel;
import io.diag.heap.report.PathText;
import io.diag.heap.report.Referrers;
import io.diag.heap.report.RootPaths;
import io.diag.heap.report.TopDominators;
import io.diag.heap.report.ValueText;
import io.diag.hprof.BasicType;
import io.diag.hprof.ClassFields;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Answers what a person asks of an index, one after the other. Any thread; blocks to read. */
public final class HeapExplorer implements Closeable {
  private final HeapIndex index;
  private final HeapGraph graph;
  private final DominatorTree tree;
  private final ObjectReader reader;
  private final ObjectLabel labels;
  private final PathText text;

  private HeapExplorer(HeapIndex index) throws IOException {
    this.index = index;
    graph = index.graph();
    tree = index.tree();
    reader = new ObjectReader(graph);
    labels = new ObjectLabel(graph, reader);
    text = new PathText(graph, reader, labels);
  }

  /**
   * @throws IOException if there is no whole index, or its dump is no longer there
   */
  public static HeapExplorer open(Path folder) throws IOException {
    HeapIndex index = HeapIndex.open(folder);
    try {
      return new HeapExplorer(index);
    } catch (IOException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /** How many objects there are; their numbers are below. */
  public int objects() {
    return graph.objects();
  }

  /**
   * One object. Fast.
   *
   * @param from how many of its values are passed over
   * @param most values that are wanted
   */
  public synchronized ObjectView object(int object, int from, int most) throws IOException {
    List<ObjectView.Value> values = new ArrayList<>();
    for (ObjectReader.Value value : reader.values(object, from, most)) {
      values.add(view(value));
    }
    int dominator = tree.dominator(object);
    boolean isReachable = dominator != DominatorTree.UNREACHABLE;
    boolean isRoot = Arrays.binarySearch(graph.roots(), object) >= 0;
    return new ObjectView(
        object,
        String.format(Locale.ROOT, "0x%x", graph.index().address(object)),
        graph.type(object).name(),
        label(object),
        graph.shallowBytes(object),
        retained(object),
        isReachable && dominator != DominatorTree.ROOTS
            ? Optional.of(link(dominator, ""))
            : Optional.empty(),
        isRoot ? Optional.of(text.root(object)) : Optional.empty(),
        valueCount(object),
        values);
  }

  /**
   * What refers to an object, with the field. Goes over all references: half a second for ten
   * million objects.
   *
   * @param most that are wanted; those with the lowest numbers are told
   */
  public synchronized List<ObjectView.Link> referrers(int object, int most) throws IOException {
    List<ObjectView.Link> links = new ArrayList<>();
    for (int source : Referrers.of(graph, object, most)) {
      links.add(link(source, text.field(source, object)));
    }
    return links;
  }

  /**
   * What an object alone keeps, the largest first. Goes over all objects.
   *
   * @param object -1 for what no object keeps alone
   * @param most that are wanted
   */
  public synchronized List<ObjectView.Link> dominated(int object, int most) throws IOException {
    List<ObjectView.Link> links = new ArrayList<>();
    for (int below : TopDominators.below(graph, tree, object, most)) {
      links.add(link(below, ""));
    }
    return links;
  }

  /**
   * A shortest path of strong references from a root. Takes seconds for ten million objects, and
   * for as long some bytes of disk for each.
   *
   * @return nothing where there is no such path
   */
  public synchronized List<PathText.Step> path(int object) throws IOException {
    if (tree.dominator(object) == DominatorTree.UNREACHABLE) {
      return List.of();
    }
    return text.steps(RootPaths.to(graph, Set.of(object)).get(object));
  }

  /**
   * The shortest paths to all objects of a class, put together by class. As slow as {@link #path}.
   *
   * @return nothing where there is no such class, or no path to any of its objects
   */
  public synchronized Optional<MergedPaths.Node> paths(String className) throws IOException {
    boolean[] wanted = new boolean[graph.classes().size()];
    boolean any = false;
    for (int type = 0; type < wanted.length; type++) {
      wanted[type] = graph.classes().get(type).name().equals(className);
      any |= wanted[type];
    }
    return any ? MergedPaths.of(graph, wanted) : Optional.empty();
  }

  @Override
  public synchronized void close() throws IOException {
    reader.close();
    index.close();
  }

  private ObjectView.Link link(int object, String how) throws IOException {
    return new ObjectView.Link(object, how, label(object), tree.retainedBytes(object));
  }

  private OptionalLong retained(int object) {
    return tree.dominator(object) == DominatorTree.UNREACHABLE
        ? OptionalLong.empty()
        : OptionalLong.of(tree.retainedBytes(object));
  }

  private String label(int object) throws IOException {
    HeapClass type = graph.type(object);
    boolean isText = type.element() == BasicType.CHAR || type.element() == BasicType.BYTE;
    String label = labels.of(object);
    String preview = isText ? new ArrayPreview(graph, reader).of(object, false) : "";
    return preview.startsWith("\"") ? label + " " + preview : label;
  }

  private ObjectView.Value view(ObjectReader.Value value) throws IOException {
    String declaring = value.declaring() == null ? "" : value.declaring().name();
    if (value.type() != BasicType.OBJECT) {
      String type = value.type().name().toLowerCase(Locale.ROOT);
      return new ObjectView.Value(
          value.name(),
          declaring,
          type,
          ValueText.of(value),
          OptionalInt.empty(),
          OptionalLong.empty());
    }
    int target = value.bits() == 0 ? -1 : graph.index().number(value.bits());
    return new ObjectView.Value(
        value.name(),
        declaring,
        "reference",
        target < 0 ? ValueText.of(value) : label(target),
        target < 0 ? OptionalInt.empty() : OptionalInt.of(target),
        target < 0 ? OptionalLong.empty() : retained(target));
  }

  private long valueCount(int object) {
    HeapClass itself = graph.classes().find(graph.index().address(object));
    if (itself != null) {
      return itself.dump().statics().count();
    }
    HeapClass type = graph.type(object);
    if (type.isArray()) {
      return graph.columns().length(object);
    }
    long count = 0;
    for (HeapClass at = type; at != null && at.dump() != null; at = graph.classes().above(at)) {
      ClassFields fields = at.dump().fields();
      count += fields.count();
    }
    return count;
  }
}
