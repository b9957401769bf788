package io.diag.hprof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Collections;

/**
 * Takes the data out of a dump on its way: what primitive arrays hold, Strings with them, and the
 * values of primitive fields. Equal stays equal; ids, references, lengths and the names of classes,
 * fields and threads stay, so that sizes, dominators and duplicates are what they were. Only what
 * is listed here passes: what the reader does not know is blanked.
 *
 * <p>Immutable; each call has a state of its own. See {@code
 * docs/decisions/053-redaction-keyed-by-dump.md}.
 */
public final class Redactor {
  /** Symbols and classes of a JVM with a million symbols take half of it. */
  private static final int HELD_BYTES = 1 << 28;

  private final RedactionKey key;
  private final AllowedFields allowed;
  private final Collection<String> threadNames;

  /**
   * @param key a new one for each dump, unless dumps are to be compared with each other
   * @param threadNames arrays that hold one of them stay. A stream does not tell in time which
   *     array is a thread's name: of a running JVM the caller knows them, of a file {@link
   *     ThreadNames} reads them
   */
  public Redactor(RedactionKey key, AllowedFields allowed, Collection<String> threadNames) {
    this.key = key;
    this.allowed = allowed;
    this.threadNames = Collections.unmodifiableCollection(threadNames);
  }

  /**
   * Redacts a dump. Blocks as input and output do; allocates in proportion to symbols and classes,
   * and holds no more than 256 MiB of those.
   *
   * @param in plain or compressed; is not closed
   * @param out gets as many bytes as the plain input has, flushed; is not closed
   * @throws HprofException if the input is no HPROF; what was written until then is redacted
   */
  public RedactionOutcome redact(InputStream in, OutputStream out) throws IOException {
    return redact(in, out, HELD_BYTES);
  }

  RedactionOutcome redact(InputStream in, OutputStream out, int heldBytes) throws IOException {
    RedactingVisitor visitor =
        new RedactingVisitor(key.hash(), allowed, new KnownNames(threadNames), out, heldBytes);
    try {
      return visitor.outcome(HprofReader.read(in, visitor));
    } catch (HprofException e) {
      visitor.flush();
      throw e;
    }
  }
}
