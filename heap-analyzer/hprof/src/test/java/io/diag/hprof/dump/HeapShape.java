package io.diag.hprof.dump;

import io.diag.hprof.BasicType;

/**
 * How objects lie in the pretended heap.
 *
 * @param idBytes of an id in the dump, 4 or 8
 * @param referenceBytes of a reference in the heap, 4 if compressed
 * @param headerBytes of an object before its fields; an array has four more for its length
 * @param alignment of addresses
 * @param firstAddress of the first object
 * @param gapBytes left free behind each object, as where others died
 */
public record HeapShape(
    int idBytes,
    int referenceBytes,
    int headerBytes,
    int alignment,
    long firstAddress,
    int gapBytes) {

  /** 64 bits with compressed references, as HotSpot has by default. */
  public static final HeapShape COMPRESSED = new HeapShape(8, 4, 12, 8, 0x7_0000_0000L, 0);

  /** 64 bits with plain references, as above 32 GB. */
  public static final HeapShape WIDE = new HeapShape(8, 8, 16, 8, 0x7F00_0000_0000L, 0);

  /** 32 bits. */
  public static final HeapShape NARROW = new HeapShape(4, 4, 8, 8, 0x9000_0000L, 0);

  public HeapShape withGap(int bytes) {
    return new HeapShape(idBytes, referenceBytes, headerBytes, alignment, firstAddress, bytes);
  }

  /** Bytes of a value in the heap. */
  public int size(BasicType type) {
    return type.size(referenceBytes);
  }

  /** Bytes of an instance whose fields take so many, with its padding. */
  public long instanceBytes(long fieldBytes) {
    return align(headerBytes + fieldBytes);
  }

  /** Bytes of an array with its padding. */
  public long arrayBytes(BasicType type, int count) {
    return align(headerBytes + 4L + (long) count * size(type));
  }

  private long align(long bytes) {
    return (bytes + alignment - 1) / alignment * alignment;
  }
}
