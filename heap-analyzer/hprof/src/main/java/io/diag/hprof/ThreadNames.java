package io.diag.hprof;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Finds the names of the threads in a dump that is a file, for {@link Redactor}. It reads the file
 * three times, since objects stand in it in any order: threads, their Strings, and the arrays of
 * those.
 */
public final class ThreadNames {
  private ThreadNames() {}

  /**
   * Blocks; allocates in proportion to classes and threads.
   *
   * @return what could be found; of a dump that is cut, the names before the cut
   * @throws HprofException if it is no HPROF
   */
  public static Set<String> of(File dump) throws IOException {
    ThreadNameFinder finder = new ThreadNameFinder();
    pass(dump, finder.threads());
    pass(dump, finder.strings());
    pass(dump, finder.arrays());
    return finder.names();
  }

  private static void pass(File dump, HprofVisitor visitor) throws IOException {
    try (InputStream in = new FileInputStream(dump)) {
      HprofReader.read(in, visitor);
    }
  }
}
