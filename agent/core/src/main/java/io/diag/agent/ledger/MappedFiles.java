package io.diag.agent.ledger;

import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** The files that are mapped as data, by the list of mappings without their sizes in memory. */
public final class MappedFiles {
  private static final String PATH = "/proc/self/maps";

  private MappedFiles() {}

  /** Takes what is mapped of a file in one piece. */
  public interface Visitor {
    void mapped(String path, long bytes);
  }

  /**
   * Hands over each mapping.
   *
   * @throws IOException if they cannot be read, or are too many
   */
  public static void each(ProcFs files, Visitor visitor) throws IOException {
    MappingSorter sorter =
        new MappingSorter(HeapBounds.UNKNOWN, new StackFinder(StackFinder.USUAL_BYTES));
    new SmapsReader(files, PATH)
        .read(
            mapping -> {
              Region region = sorter.sort(mapping);
              if (mapping.ofFile() && (region == Region.MAPPED || region == Region.SHARED)) {
                visitor.mapped(mapping.name(), mapping.bytes());
              }
            });
  }
}
