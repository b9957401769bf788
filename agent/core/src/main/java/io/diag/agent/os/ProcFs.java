package io.diag.agent.os;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The system's files under {@code /proc} and {@code /sys}, below a root that a test may choose.
 * Reading blocks only as long as the kernel takes; a file larger than the bound is cut there.
 */
public final class ProcFs {
  private static final int MAX_BYTES = 4 << 20;

  /** Nearly every file here fits, and is read in one go. */
  private static final int USUAL_BYTES = 4096;

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
      byte[] buffer = new byte[USUAL_BYTES];
      int length = 0;
      for (int n = in.read(buffer); n >= 0 && length < MAX_BYTES; ) {
        length += n;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
        n = in.read(buffer, length, buffer.length - length);
      }
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The file as a stream, for one that is too long to be held; whoever opens it closes it.
   *
   * @throws IOException as {@link #read}
   */
  public InputStream open(String path) throws IOException {
    return new FileInputStream(file(path));
  }

  /** How many entries a folder has. */
  public int count(String path) throws IOException {
    String[] entries = file(path).list();
    if (entries == null) {
      throw new IOException(path + " cannot be listed");
    }
    return entries.length;
  }

  /** The names within a folder; none where it cannot be listed. */
  public String[] list(String path) {
    String[] entries = file(path).list();
    return entries == null ? new String[0] : entries;
  }

  /** What the system gives as the size of a file or folder; 0 where there is none. */
  public long length(String path) {
    return file(path).length();
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
