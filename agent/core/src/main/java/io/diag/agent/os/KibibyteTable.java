package io.diag.agent.os;

import java.io.IOException;

/** Lines as {@code VmRSS: 1234 kB}, of which {@code /proc} has several files. */
public final class KibibyteTable {
  private final String path;
  private final String text;

  private KibibyteTable(String path, String text) {
    this.path = path;
    this.text = "\n" + text;
  }

  /**
   * Reads the whole file.
   *
   * @throws IOException if it cannot be read
   */
  public static KibibyteTable read(ProcFs files, String path) throws IOException {
    return new KibibyteTable(path, files.read(path));
  }

  /**
   * The bytes of a line, or null where there is no such line.
   *
   * @throws IOException if the line holds no number
   */
  public Long bytes(String field) throws IOException {
    int start = text.indexOf("\n" + field + ":") + 1;
    if (start == 0) {
      return null;
    }
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    try {
      return 1024 * Long.parseLong(line.substring(field.length() + 1).replace("kB", "").trim());
    } catch (NumberFormatException malformed) {
      throw new IOException(path + " has '" + line + "'", malformed);
    }
  }

  /**
   * As {@link #bytes}.
   *
   * @throws IOException if there is no such line, too
   */
  public long requiredBytes(String field) throws IOException {
    Long bytes = bytes(field);
    if (bytes == null) {
      throw new IOException(path + " has no " + field);
    }
    return bytes;
  }
}
