package io.diag.hprof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Contents of arrays that stay as they are: names, in each way in which a String may hold them.
 * Compared by contents, since a stream tells too late which array is whose. Immutable.
 */
final class KnownNames {
  private static final int MAX_BYTES = 1 << 12;

  private final Set<ByteBuffer> bytes = new HashSet<>();
  private final Set<ByteBuffer> chars = new HashSet<>();
  private final BitSet byteLengths = new BitSet();
  private final BitSet charLengths = new BitSet();

  KnownNames(Collection<String> names) {
    for (String name : names) {
      if (name.chars().allMatch(c -> c < 256)) {
        add(name, StandardCharsets.ISO_8859_1, bytes, byteLengths);
      }
      add(name, StandardCharsets.UTF_16LE, bytes, byteLengths);
      add(name, StandardCharsets.UTF_16BE, bytes, byteLengths);
      add(name, StandardCharsets.UTF_16BE, chars, charLengths);
    }
  }

  private static void add(String name, Charset charset, Set<ByteBuffer> contents, BitSet lengths) {
    byte[] encoded = name.getBytes(charset);
    if (encoded.length <= MAX_BYTES) {
      contents.add(ByteBuffer.wrap(encoded));
      lengths.set(encoded.length);
    }
  }

  /** Whether an array of this type holds one of the names; reads none of its elements away. */
  boolean contain(BasicType type, Contents elements) throws IOException {
    if ((type != BasicType.BYTE && type != BasicType.CHAR) || elements.length() > MAX_BYTES) {
      return false;
    }
    int length = (int) elements.length();
    if (!(type == BasicType.BYTE ? byteLengths : charLengths).get(length)) {
      return false;
    }
    elements.window(length);
    ByteBuffer found = ByteBuffer.wrap(elements.array(), elements.position(), length);
    return (type == BasicType.BYTE ? bytes : chars).contains(found);
  }
}
