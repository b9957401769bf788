package io.diag.hprof;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A dump of more bytes than fit anywhere: arrays are told by their length, not held. */
final class HugeInput {
  private final List<InputStream> parts = new ArrayList<>();

  HugeInput part(Part part) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HprofWriter writer = new HprofWriter(out);
    part.write(writer);
    writer.flush();
    parts.add(new ByteArrayInputStream(out.toByteArray()));
    return this;
  }

  /** An array of a type with so many elements. */
  HugeInput array(long id, BasicType type, int count) throws IOException {
    part(writer -> writer.beginPrimitiveArray(id, 1, type, count));
    parts.add(new Anything((long) count * type.size(8)));
    return this;
  }

  InputStream open() {
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  /** Something that is written. */
  interface Part {
    void write(HprofWriter writer) throws IOException;
  }

  /** So many bytes, whichever. */
  private static final class Anything extends InputStream {
    private long left;

    Anything(long bytes) {
      left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int read = (int) Math.min(left, length);
      left -= read;
      return read;
    }
  }
}
