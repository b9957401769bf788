package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that a dump comes to at first sight. Immutable.
 *
 * @param objects all that were dumped, classes among them
 * @param usedBytes of them in the heap that was dumped
 * @param unreachableObjects those of them that no root reaches
 * @param cut where the dump is cut; absent of a whole one
 * @param notes what else to know before trusting the figures
 * @param histogram by class, all of them
 * @param dominators the largest objects that no other dominates
 * @param suspects what may leak, the largest first
 * @param statics the static fields that retain most
 * @param details what a closer look tells; absent where nobody took one
 */
public record HeapReport(
    long objects,
    long usedBytes,
    long unreachableObjects,
    long unreachableBytes,
    Optional<String> cut,
    List<String> notes,
    List<ClassHistogram.Row> histogram,
    List<Dominator> dominators,
    List<Suspect> suspects,
    List<StaticFields.Row> statics,
    Optional<HeapDetails> details) {

  private static final int MOST_DOMINATORS = 100;
  private static final int MOST_STATICS = 100;

  /** An object with what it retains. */
  public record Dominator(
      int object, String className, String label, long shallowBytes, long retainedBytes) {}

  /** Blocks for a few goes over all objects. */
  public static HeapReport of(Analysis analysis) throws IOException {
    return of(analysis, Optional.empty());
  }

  /** The same with a closer look, which reads the dump once more. */
  public static HeapReport detailed(Analysis analysis, Progress progress) throws IOException {
    return of(analysis, Optional.of(HeapDetails.of(analysis, progress)));
  }

  private static HeapReport of(Analysis analysis, Optional<HeapDetails> details)
      throws IOException {
    try (ObjectReader reader = new ObjectReader(analysis.graph())) {
      return new HeapReport(
          analysis.graph().objects(),
          analysis.totals().bytes(),
          analysis.totals().unreachableObjects(),
          analysis.totals().unreachableBytes(),
          analysis.graph().cut(),
          notes(analysis.graph(), details),
          ClassHistogram.of(analysis),
          dominators(analysis, reader),
          suspects(analysis, details, reader),
          StaticFields.of(analysis, MOST_STATICS),
          details);
    }
  }

  /** Whether the dump was cut, so that objects and references are missing. */
  public boolean isPartial() {
    return cut.isPresent();
  }

  private static List<Suspect> suspects(
      Analysis analysis, Optional<HeapDetails> details, ObjectReader reader) throws IOException {
    List<Suspect> suspects = new ArrayList<>(LeakSuspects.of(analysis, reader));
    if (details.isPresent()) {
      suspects.addAll(OffHeapSuspects.of(analysis, details.get(), reader));
    }
    suspects.sort(Comparator.comparingLong(Suspect::bytes).reversed());
    return suspects;
  }

  private static List<Dominator> dominators(Analysis analysis, ObjectReader reader)
      throws IOException {
    ObjectLabel labels = new ObjectLabel(analysis.graph(), reader);
    List<Dominator> dominators = new ArrayList<>();
    for (int object :
        TopDominators.below(
            analysis.graph(), analysis.tree(), DominatorTree.ROOTS, MOST_DOMINATORS)) {
      dominators.add(
          new Dominator(
              object,
              analysis.graph().type(object).name(),
              labels.of(object),
              analysis.graph().shallowBytes(object),
              analysis.tree().retainedBytes(object)));
    }
    return dominators;
  }

  private static List<String> notes(HeapGraph graph, Optional<HeapDetails> details) {
    List<String> notes = new ArrayList<>();
    if (graph.rootsAreGuessed()) {
      notes.add("the dump is cut before its roots: all classes and threads were taken for roots");
    }
    if (graph.outsideCount() > 0) {
      notes.add(
          graph.outsideCount()
              + " references lead to objects that were not dumped; some hundreds are usual, from"
              + " HotSpot's archive of class data");
    }
    if (graph.damagedCount() > 0) {
      notes.add(
          graph.damagedCount()
              + " objects do not suit their class or have none in the dump; their references"
              + " are missing");
    }
    details.ifPresent(all -> notes.addAll(all.notes()));
    return notes;
  }
}
