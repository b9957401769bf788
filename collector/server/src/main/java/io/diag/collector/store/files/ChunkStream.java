package io.diag.collector.store.files;

import io.diag.collector.store.Blobs.Chunk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Kept chunks one after the other, of which one at a time is in memory. */
final class ChunkStream extends InputStream {
  private final Iterator<Chunk> chunks;
  private final Source source;
  private InputStream current = InputStream.nullInputStream();

  /** The bytes of a file. */
  static final class Content {
    private final byte[] bytes;
    private final boolean gzip;

    Content(byte[] bytes, boolean gzip) {
      this.bytes = bytes;
      this.gzip = gzip;
    }

    private InputStream open() throws IOException {
      InputStream in = new ByteArrayInputStream(bytes);
      return gzip ? new GZIPInputStream(in) : in;
    }
  }

  /** Finds the bytes of a chunk, or null when there are none any more. */
  @FunctionalInterface
  interface Source {
    Content content(Chunk chunk) throws IOException;
  }

  ChunkStream(List<Chunk> chunks, Source source) {
    this.chunks = chunks.iterator();
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = current.read(buffer, offset, length);
    while (count < 0 && chunks.hasNext()) {
      Content next = source.content(chunks.next());
      if (next != null) {
        current = next.open();
        count = current.read(buffer, offset, length);
      }
    }
    return count;
  }
}
