package io.diag.agent.os;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The system's files under {@code /proc} and {@code /sys}, below a root that a test may choose.
 * Reading blocks only as long as the kernel takes; a file larger than the bound is cut there.
 */
public final class ProcFs {
  private static final int MAX_BYTES = 4 << 20;

  private final File root;

  public ProcFs(File root) {
    this.root = root;
  }

  public static ProcFs ofSystem() {
    return new ProcFs(new File("/"));
  }

  /** Whether there is such a file or folder. */
  public boolean exists(String path) {
    return file(path).exists();
  }

  /**
   * The whole text, read as Latin-1 so that any name in it survives.
   *
   * @throws IOException if there is no such file or it may not be read
   */
  public String read(String path) throws IOException {
    try (InputStream in = new FileInputStream(file(path))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0 && out.size() < MAX_BYTES; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The text line by line.
   *
   * @throws IOException as {@link #read}
   */
  public List<String> lines(String path) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new StringReader(read(path)));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private File file(String path) {
    return new File(root, path);
  }
}
