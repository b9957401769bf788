package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The strings of a dump by their ids. HotSpot writes all its symbols, of which few are needed: they
 * stay in the file, which the folder closes, and only where they stand is known. One thread at a
 * time.
 */
public final class NameTable {
  private static final int LENGTH_BITS = 16;
  private static final int MAX_LENGTH = (1 << LENGTH_BITS) - 1;

  private final AddressMap places;
  private final FileChannel file;
  private final Map<Long, String> known = new HashMap<>();

  NameTable(ColumnFolder folder, Path dump) throws IOException {
    places = new AddressMap(folder);
    file = FileChannel.open(dump);
    folder.closeLater(file);
  }

  void add(long id, long offset, long length) throws IOException {
    places.put(id, offset << LENGTH_BITS | Math.min(length, MAX_LENGTH));
  }

  /** The text of an id; null where the dump has none. */
  public String get(long id) throws IOException {
    String text = known.get(id);
    long place = text == null ? places.get(id) : -1;
    if (place >= 0) {
      text = read(place >>> LENGTH_BITS, (int) place & MAX_LENGTH);
      known.put(id, text);
    }
    return text;
  }

  /** As {@link #get}, or the id in hexadecimal. */
  public String getOrId(long id) throws IOException {
    String text = get(id);
    return text == null ? String.format("0x%x", id) : text;
  }

  private String read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        break;
      }
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }
}
