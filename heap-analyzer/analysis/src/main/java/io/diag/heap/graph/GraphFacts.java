package io.diag.heap.graph;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an index knows of its dump beside columns.
 *
 * @param dump the plain file that it was made of
 * @param dumpBytes of that file, which must not have changed
 * @param cut where the dump is cut; empty of a whole one
 * @param ordered whether the dump has its objects in the order of their numbers
 * @param instanceBytes by class; -1 where sizes differ
 */
record GraphFacts(
    Path dump,
    long dumpBytes,
    int idSize,
    int shift,
    int objects,
    boolean ordered,
    HeapLayout layout,
    String cut,
    List<Long> instanceBytes) {
  private static final int VERSION = 2;

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(VERSION);
      out.writeUTF(dump.toAbsolutePath().toString());
      out.writeLong(dumpBytes);
      out.writeInt(idSize);
      out.writeInt(shift);
      out.writeInt(objects);
      out.writeBoolean(ordered);
      out.writeInt(layout.headerBytes());
      out.writeInt(layout.arrayHeaderBytes());
      out.writeInt(layout.referenceBytes());
      out.writeInt(layout.alignment());
      out.writeUTF(cut);
      out.writeInt(instanceBytes.size());
      for (long bytes : instanceBytes) {
        out.writeLong(bytes);
      }
    }
  }

  static GraphFacts read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException(
            file + " is of version " + version + " instead of " + VERSION + "; analyse again");
      }
      return new GraphFacts(
          Path.of(in.readUTF()),
          in.readLong(),
          in.readInt(),
          in.readInt(),
          in.readInt(),
          in.readBoolean(),
          new HeapLayout(in.readInt(), in.readInt(), in.readInt(), in.readInt()),
          in.readUTF(),
          sizes(in));
    }
  }

  private static List<Long> sizes(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bytes.add(in.readLong());
    }
    return bytes;
  }
}
