package io.diag.agent.os;

import java.io.IOException;

/** What the kernel counts as this process's memory, from {@code /proc/self/status}. */
public final class ProcessMemory {
  private final ProcFs files;

  public ProcessMemory(ProcFs files) {
    this.files = files;
  }

  /**
   * Resident set size in bytes.
   *
   * @throws IOException if it cannot be read or found
   */
  public long rssBytes() throws IOException {
    return kibibytes("/proc/self/status", "VmRSS:") * 1024;
  }

  /**
   * The machine's memory in bytes.
   *
   * @throws IOException if it cannot be read or found
   */
  public long machineBytes() throws IOException {
    return kibibytes("/proc/meminfo", "MemTotal:") * 1024;
  }

  private long kibibytes(String path, String field) throws IOException {
    for (String line : files.lines(path)) {
      if (line.startsWith(field)) {
        String number = line.substring(field.length()).replace("kB", "").trim();
        try {
          return Long.parseLong(number);
        } catch (NumberFormatException malformed) {
          throw new IOException(path + " has '" + line + "'", malformed);
        }
      }
    }
    throw new IOException(path + " has no " + field);
  }
}
