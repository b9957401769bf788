package io.diag.benchmarks.heap;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import shark.CloseableHeapGraph;
import shark.HeapObject;
import shark.HprofHeapGraph;
import shark.HprofRecordTag;

/** The histogram alone by {@code shark}, instances only. Argument: the file. */
public final class SharkHistogram {
  private SharkHistogram() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, long[]> counts = new HashMap<>();
    long objects = 0;
    try (CloseableHeapGraph graph =
        HprofHeapGraph.Companion.openHeapGraph(
            new File(arguments[0]), null, HprofRecordTag.Companion.getRootTags())) {
      Iterator<HeapObject.HeapInstance> instances = graph.getInstances().iterator();
      while (instances.hasNext()) {
        counts.computeIfAbsent(instances.next().getInstanceClassName(), any -> new long[1])[0]++;
        objects++;
      }
    }
    System.out.println(objects + " instances of " + counts.size() + " classes");
  }
}
