package io.diag.agent.ledger;

import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads the process's mappings and divides what is resident. Costs the more the more mappings there
 * are; memory is bounded and kept from reading to reading. The sampler's thread.
 */
final class MemoryLedger {
  /** The views of ZGC before it had generations are so far apart, or a multiple of it. */
  private static final int VIEW_SHIFT = 42;

  private final SmapsReader mappings;
  private final HeapBounds heap;
  private final long longestStackBytes;

  /**
   * @param longestStackBytes no stack of a thread is longer, unless it asked for that
   */
  MemoryLedger(ProcFs files, HeapBounds heap, long longestStackBytes) {
    this.heap = heap;
    this.mappings = new SmapsReader(files);
    this.longestStackBytes = longestStackBytes;
  }

  /**
   * Divides the resident set of now. Blocks as long as the kernel takes to walk the page tables.
   *
   * @param nettyBytes what Netty's allocators hold beside the JVM's direct pool
   * @throws IOException if the mappings cannot be read
   */
  LedgerSheet read(JvmAmounts amounts, long nettyBytes) throws IOException {
    LedgerSheet sheet = new LedgerSheet();
    MappingSorter sorter = new MappingSorter(heap, new StackFinder(longestStackBytes));
    Views views = new Views();
    Consumer<Mapping> each =
        mapping -> {
          Region region = sorter.sort(mapping);
          if (region == Region.HEAP && mapping.shared()) {
            views.add(mapping);
          } else {
            sheet.add(region, mapping.residentBytes());
          }
        };
    int count = mappings.read(each);
    views.addTo(sheet);
    if (sheet.total() == 0) {
      throw new IOException(SmapsReader.PATH + " says of nothing that it is resident");
    }
    sheet.close(count, amounts, nettyBytes, sorter.knowsHeap());
    return sheet;
  }

  /**
   * A heap in shared memory. Where ZGC has it at three places at once the kernel counts its pages
   * up to three times; then what each page's mappings share of it is the heap, and the rest the
   * views. Seen at one place only, it is taken as it is counted.
   */
  private static final class Views {
    private long residentBytes;
    private long ownBytes;
    private long place = -1;
    private boolean several;

    void add(Mapping mapping) {
      long at = mapping.start() >>> VIEW_SHIFT;
      several |= place >= 0 && place != at;
      place = at;
      residentBytes += mapping.residentBytes();
      ownBytes += mapping.ownBytes();
    }

    void addTo(LedgerSheet sheet) {
      long heap = several ? Math.min(ownBytes, residentBytes) : residentBytes;
      sheet.add(Region.HEAP, heap);
      sheet.add(Region.HEAP_VIEWS, residentBytes - heap);
    }
  }
}
