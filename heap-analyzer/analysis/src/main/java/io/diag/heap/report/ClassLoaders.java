package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The class loaders, with the objects of their classes. One thread. */
public final class ClassLoaders {
  private static final int MOST = 500;

  private final HeapGraph graph;
  private final Map<Long, Sums> byLoader = new HashMap<>();
  private final Map<String, Set<Long>> loadersByClass = new HashMap<>();

  private ClassLoaders(Analysis analysis) {
    graph = analysis.graph();
    for (int i = 0; i < graph.classes().size(); i++) {
      HeapClass type = graph.classes().get(i);
      if (type.dump() != null) {
        long loader = type.dump().links().loaderId();
        Sums sums = byLoader.computeIfAbsent(loader, any -> new Sums());
        sums.classes.add(type.name());
        sums.objects += analysis.totals().count(i);
        sums.shallowBytes += analysis.totals().shallowBytes(i);
        loadersByClass.computeIfAbsent(type.name(), any -> new HashSet<>()).add(loader);
      }
    }
  }

  /**
   * A class loader.
   *
   * @param object its number; -1 for the boot loader
   * @param classes that it has defined
   * @param again how many of those another loader of the dump has defined too: many, where an
   *     application was deployed again and the old one is still held
   * @param objects of its classes
   * @param shallowBytes of those objects
   * @param retainedBytes of the loader itself with its classes; 0 for the boot loader
   */
  public record Row(
      int object,
      String className,
      String label,
      long classes,
      long again,
      long objects,
      long shallowBytes,
      long retainedBytes) {

    private Row labelled(String text) {
      return new Row(object, className, text, classes, again, objects, shallowBytes, retainedBytes);
    }
  }

  /** Those that retain most first. */
  static List<Row> of(Analysis analysis, ObjectReader reader) throws IOException {
    return new ClassLoaders(analysis).rows(analysis, new ObjectLabel(analysis.graph(), reader));
  }

  private List<Row> rows(Analysis analysis, ObjectLabel labels) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Long, Sums> loader : byLoader.entrySet()) {
      int object = loader.getKey() == 0 ? -1 : graph.index().number(loader.getKey());
      Sums sums = loader.getValue();
      long again =
          sums.classes.stream().filter(name -> loadersByClass.get(name).size() > 1).count();
      rows.add(
          new Row(
              object,
              object < 0 ? "" : graph.type(object).name(),
              "",
              sums.classes.size(),
              again,
              sums.objects,
              sums.shallowBytes,
              object < 0 ? 0 : analysis.tree().retainedBytes(object)));
    }
    rows.sort(
        Comparator.comparingLong(Row::retainedBytes)
            .thenComparingLong(Row::shallowBytes)
            .reversed());
    List<Row> named = new ArrayList<>();
    for (Row row : rows.subList(0, Math.min(MOST, rows.size()))) {
      named.add(row.labelled(row.object() < 0 ? "boot loader" : labels.of(row.object())));
    }
    return named;
  }

  private static final class Sums {
    private final List<String> classes = new ArrayList<>();
    private long objects;
    private long shallowBytes;
  }
}
