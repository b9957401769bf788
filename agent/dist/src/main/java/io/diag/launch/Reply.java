package io.diag.launch;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes the answer to a command as {@code key=value} lines. The file appears whole: it is written
 * beside its final name and renamed. {@code java.io} only, since an application may have its own
 * {@code java.nio.file} provider.
 */
final class Reply {
  private Reply() {}

  static void write(File file, Map<String, String> reply) throws IOException {
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
