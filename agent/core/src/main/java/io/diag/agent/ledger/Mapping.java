package io.diag.agent.ledger;

import java.nio.charset.StandardCharsets;

/**
 * One mapping as {@code smaps} tells it. It is filled anew for each one, so nobody may keep it. The
 * reader's thread only; its questions allocate nothing.
 */
final class Mapping {
  /** The longest path of the kernel, and what it may write behind it. */
  private static final int MAX_NAME = 4_200;

  private static final byte[] DELETED = bytes(" (deleted)");

  private final byte[] name = new byte[MAX_NAME];
  private int nameLength;
  private long start;
  private long end;
  private boolean accessible;
  private boolean writable;
  private boolean executable;
  private boolean shared;
  private long inode;
  private boolean neverHuge;
  private long residentBytes;
  private long ownBytes;

  /**
   * Begins anew with the first line of a mapping, without its end; what is malformed counts as a
   * mapping without a name at no address.
   */
  void begin(byte[] line, int length) {
    int at = 0;
    start = 0;
    end = 0;
    inode = 0;
    neverHuge = false;
    residentBytes = 0;
    ownBytes = 0;
    nameLength = 0;
    for (; at < length && line[at] != '-' && line[at] != ' '; at++) {
      start = start << 4 | Character.digit(line[at], 16);
    }
    for (at++; at < length && line[at] != ' '; at++) {
      end = end << 4 | Character.digit(line[at], 16);
    }
    int rights = at + 1;
    accessible = has(line, length, rights, 'r') || has(line, length, rights + 2, 'x');
    writable = has(line, length, rights + 1, 'w');
    executable = has(line, length, rights + 2, 'x');
    shared = has(line, length, rights + 3, 's');
    for (int field = 0; field < 3; field++) { // to the inode, past the offset and the device
      at = next(line, length, at);
    }
    for (; at < length && line[at] != ' '; at++) {
      inode = 10 * inode + Character.digit(line[at], 10);
    }
    while (at < length && line[at] == ' ') {
      at++;
    }
    nameLength = Math.max(0, Math.min(MAX_NAME, length - at));
    System.arraycopy(line, at, name, 0, nameLength);
    if (endsWith(DELETED)) {
      nameLength -= DELETED.length;
    }
  }

  void setResident(long bytes) {
    residentBytes = bytes;
  }

  void setNeverHuge(boolean neverHuge) {
    this.neverHuge = neverHuge;
  }

  void setOwn(long bytes) {
    ownBytes = bytes;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long bytes() {
    return end - start;
  }

  /** Whether it may be used at all; what is only reserved, or a guard, may not. */
  boolean accessible() {
    return accessible || writable;
  }

  boolean writable() {
    return writable;
  }

  boolean executable() {
    return executable;
  }

  /** Whether what is written reaches others. */
  boolean shared() {
    return shared;
  }

  /** Whether the kernel may not use huge pages, as from Linux 6.7 on for stacks of threads. */
  boolean neverHuge() {
    return neverHuge;
  }

  /** Whether it belongs to a file, even one without a name by now. */
  boolean ofFile() {
    return inode != 0;
  }

  /** Pages that are in memory, in bytes, as the resident set counts them. */
  long residentBytes() {
    return residentBytes;
  }

  /** The same, but a page that is mapped n times counts for an nth here. */
  long ownBytes() {
    return ownBytes;
  }

  /** Empty where it has none. */
  String name() {
    return new String(name, 0, nameLength, StandardCharsets.UTF_8);
  }

  boolean hasName() {
    return nameLength > 0;
  }

  boolean startsWith(byte[] text) {
    return nameLength >= text.length && matches(text, 0);
  }

  boolean endsWith(byte[] text) {
    return nameLength >= text.length && matches(text, nameLength - text.length);
  }

  boolean contains(byte[] text) {
    for (int at = 0; at <= nameLength - text.length; at++) {
      if (matches(text, at)) {
        return true;
      }
    }
    return false;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean matches(byte[] text, int from) {
    for (int i = 0; i < text.length; i++) {
      if (name[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(byte[] line, int length, int at, char right) {
    return at < length && line[at] == right;
  }

  /** The beginning of the field after the one that ends here or that this is in. */
  private static int next(byte[] line, int length, int from) {
    int at = from;
    while (at < length && line[at] == ' ') {
      at++;
    }
    while (at < length && line[at] != ' ') {
      at++;
    }
    while (at < length && line[at] == ' ') {
      at++;
    }
    return at;
  }
}
