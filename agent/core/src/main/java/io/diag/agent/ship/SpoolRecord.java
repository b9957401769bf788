package io.diag.agent.ship;

import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * An item as it stands in a segment: length and CRC-32 of what follows, four bytes each, then the
 * item. What was cut off or damaged is not an item.
 */
final class SpoolRecord {
  static final int HEADER_BYTES = 8;

  /** The largest body with room for what stands before it. */
  private static final int MAX_BYTES = Wire.MAX_SENT_BYTES + (64 << 10);

  private SpoolRecord() {}

  static byte[] write(Item item) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(item.body().length + 256);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0); // length and CRC, known at the end
    out.writeLong(item.sequence());
    out.writeLong(item.timeMillis());
    out.writeUTF(item.kind().label());
    out.writeShort(item.headers().size());
    for (Map.Entry<String, String> header : item.headers().entrySet()) {
      out.writeUTF(header.getKey());
      out.writeUTF(header.getValue());
    }
    out.writeInt(item.body().length);
    out.write(item.body());
    byte[] record = bytes.toByteArray();
    int length = record.length - HEADER_BYTES;
    writeInt(record, 0, length);
    writeInt(record, 4, crc(record, HEADER_BYTES, length));
    return record;
  }

  /**
   * Reads the item at which the file stands, and leaves the file behind it. Returns null where no
   * whole item stands; what comes after that cannot be read either.
   */
  static Item read(RandomAccessFile file) throws IOException {
    long left = file.length() - file.getFilePointer();
    if (left < HEADER_BYTES) {
      return null;
    }
    int length = file.readInt();
    int crc = file.readInt();
    if (length <= 0 || length > MAX_BYTES || length > left - HEADER_BYTES) {
      return null;
    }
    byte[] payload = new byte[length];
    file.readFully(payload);
    return crc(payload, 0, length) == crc ? item(payload) : null;
  }

  private static Item item(byte[] payload) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
    long sequence = in.readLong();
    long timeMillis = in.readLong();
    ItemKind kind = ItemKind.ofLabel(in.readUTF());
    int count = in.readUnsignedShort();
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(in.readUTF(), in.readUTF());
    }
    int length = in.readInt();
    if (kind == null || length < 0 || length > in.available()) {
      return null; // written by another version
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Item(sequence, kind, timeMillis, Collections.unmodifiableMap(headers), body);
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private static void writeInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }
}
