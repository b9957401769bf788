package io.diag.launch;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes the answer to a command as {@code key=value} lines, to the first of the named files that
 * can be written. The file appears whole: it is written beside its final name and renamed. {@code
 * java.io} only, since an application may have its own {@code java.nio.file} provider.
 */
final class Reply {
  private Reply() {}

  /**
   * Writes one file.
   *
   * @param files paths with the system's separator between them, best first
   * @throws IOException if none can be written
   */
  static void write(String files, Map<String, String> reply) throws IOException {
    IOException last = new IOException("no file to answer in");
    for (String file : files.split(File.pathSeparator)) {
      try {
        write(new File(file), reply);
        return;
      } catch (IOException notHere) {
        last = notHere;
      }
    }
    throw last;
  }

  private static void write(File file, Map<String, String> reply) throws IOException {
    File partial = new File(file.getPath() + ".part");
    if (!partial.createNewFile()) {
      throw new IOException(partial + " exists already; the answer is not written");
    }
    partial.setReadable(false, false);
    partial.setReadable(true, true);
    try (Writer out =
        new OutputStreamWriter(new FileOutputStream(partial), StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> entry : reply.entrySet()) {
        out.write(entry.getKey() + "=" + oneLine(entry.getValue()) + "\n");
      }
    }
    if (!partial.renameTo(file)) {
      partial.delete();
      throw new IOException("cannot rename " + partial + " to " + file);
    }
  }

  private static String oneLine(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "");
  }
}
