package io.diag.cli;

import java.io.Closeable;

/**
 * How a dump comes from the JVM to the file. Made, it has been found to fit; nothing was asked of
 * the JVM yet that it would notice.
 */
interface DumpWay extends Closeable {
  /** What it takes, as a line to read beforehand. */
  String needs();

  /**
   * Takes the dump and writes the file. Blocks until that is done.
   *
   * @return the seconds from asking the JVM to its answer
   * @throws CliException if it fails; nothing is left in the JVM then, and nobody waits for it
   */
  double run(Progress progress) throws CliException;

  /** Ends it, from any thread, and removes what it made. Does nothing the second time. */
  @Override
  void close();
}
