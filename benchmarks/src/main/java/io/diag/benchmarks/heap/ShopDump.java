package io.diag.benchmarks.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Writes a dump of a {@link ShopHeap}. Arguments: the file, and how many orders. */
public final class ShopDump {
  private ShopDump() {}

  public static void main(String[] arguments) throws IOException {
    ShopHeap heap = new ShopHeap(Integer.parseInt(arguments[1]));
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(arguments[0], /* live= */ true);
    System.out.println(heap.size() + " orders and answers dumped");
  }
}
