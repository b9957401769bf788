package io.diag.benchmarks.heap;

import java.io.File;
import java.io.IOException;
import org.gridkit.jvmtool.heapdump.HeapHistogram;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;

/**
 * The histogram alone by {@code hprof-heap}. Arguments: the file, and {@code fast} for its heap
 * without an index or {@code indexed} for the one in which objects can be looked up.
 */
public final class HprofHeapHistogram {
  private HprofHeapHistogram() {}

  public static void main(String[] arguments) throws IOException {
    File file = new File(arguments[0]);
    System.out.println((arguments[1].equals("fast") ? fast(file) : indexed(file)) + " objects");
  }

  private static long fast(File file) throws IOException {
    Heap heap = HeapFactory.createFastHeap(file);
    HeapHistogram histogram = new HeapHistogram();
    for (Instance instance : heap.getAllInstances()) {
      histogram.accumulate(instance);
    }
    return histogram.getTotalCount();
  }

  private static long indexed(File file) throws IOException {
    long objects = 0;
    for (Object each : HeapFactory.createHeap(file).getAllClasses()) {
      objects += ((JavaClass) each).getInstancesCount();
    }
    return objects;
  }
}
