package io.diag.cli;

/**
 * What a JVM's own command for heap dumps can do, from its help. Immutable. Asked rather than told
 * from the version, since vendors take such changes back to older JDKs.
 */
final class DumpAbilities {
  static final String QUESTION = "help GC.heap_dump";

  private final boolean offered;
  private final boolean overwrites;
  private final boolean segments;

  private DumpAbilities(boolean offered, boolean overwrites, boolean segments) {
    this.offered = offered;
    this.overwrites = overwrites;
    this.segments = segments;
  }

  static DumpAbilities of(String help) {
    return new DumpAbilities(
        help.contains("Syntax : GC.heap_dump"),
        help.contains("-overwrite :"),
        help.contains("-parallel :"));
  }

  boolean isOffered() {
    return offered;
  }

  /**
   * Whether it writes the objects to files beside the dump and joins them afterwards: since JDK 22,
   * which has an option for their number, also where there is only one.
   */
  boolean writesSegments() {
    return segments;
  }

  /** Why it cannot write into a pipe, as a clause about the JVM, or null. */
  String againstPipe() {
    if (!overwrites) {
      return "is too old to write a dump into what is there already (JDK 17 and newer do)";
    }
    return segments
        ? "writes the objects to a file beside the pipe first, as JDK 22 and newer do, so that"
            + " nothing would be gained"
        : null;
  }
}
