package io.diag.agent.ledger;

import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads {@code /proc/self/smaps} mapping by mapping, through one buffer that it keeps. The kernel
 * walks the page tables meanwhile, which costs some microseconds a mapping. One thread at a time.
 */
final class SmapsReader {
  static final String PATH = "/proc/self/smaps";

  /** As many mappings as Linux lets a process have, unless told otherwise, have 50 MB of text. */
  private static final long MAX_BYTES = 64L << 20;

  private static final int MAX_LINE = 8_192;
  private static final byte[] RESIDENT = Mapping.bytes("Rss:");
  private static final byte[] OWN = Mapping.bytes("Pss:");

  private static final byte[] FLAGS = Mapping.bytes("VmFlags:");

  private final ProcFs files;
  private final String path;

  /** Larger reads would have the JDK take memory for each. */
  private final byte[] buffer = new byte[8_192];

  private final byte[] line = new byte[MAX_LINE];
  private final Mapping mapping = new Mapping();

  SmapsReader(ProcFs files) {
    this(files, PATH);
  }

  /**
   * @param path of a list of mappings, with their amounts or without
   */
  SmapsReader(ProcFs files, String path) {
    this.files = files;
    this.path = path;
  }

  /**
   * Hands over each mapping once, in the order of addresses; they are all the same object.
   *
   * @return how many there were
   * @throws IOException if they cannot be read, or are too many
   */
  int read(Consumer<Mapping> each) throws IOException {
    int count = 0;
    int length = 0;
    long total = 0;
    try (InputStream in = files.open(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        if (total > MAX_BYTES) {
          throw new IOException(path + " is longer than " + (MAX_BYTES >> 20) + " MB");
        }
        for (int i = 0; i < n; i++) {
          if (buffer[i] != '\n') {
            if (length < MAX_LINE) {
              line[length++] = buffer[i];
            }
            continue;
          }
          if (length > 0 && isFirst(line[0])) {
            if (count++ > 0) {
              each.accept(mapping);
            }
            mapping.begin(line, length);
          } else if (begins(RESIDENT, length)) {
            mapping.setResident(kibibytes(length));
          } else if (begins(OWN, length)) {
            mapping.setOwn(kibibytes(length));
          } else if (begins(FLAGS, length)) {
            mapping.setNeverHuge(hasFlag(length));
          }
          length = 0;
        }
      }
    }
    if (count > 0) {
      each.accept(mapping);
    }
    return count;
  }

  /** A mapping begins with its address, all else with a name in capitals. */
  private static boolean isFirst(byte letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
  }

  private boolean begins(byte[] field, int length) {
    if (length < field.length) {
      return false;
    }
    for (int i = 0; i < field.length; i++) {
      if (line[i] != field[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code nh} is among the flags, which are of two letters each. */
  private boolean hasFlag(int length) {
    for (int i = FLAGS.length; i + 2 < length; i++) {
      if (line[i] == ' ' && line[i + 1] == 'n' && line[i + 2] == 'h') {
        return true;
      }
    }
    return false;
  }

  private long kibibytes(int length) {
    long value = 0;
    for (int i = RESIDENT.length; i < length; i++) {
      if (line[i] >= '0' && line[i] <= '9') {
        value = 10 * value + line[i] - '0';
      }
    }
    return 1024 * value;
  }
}
