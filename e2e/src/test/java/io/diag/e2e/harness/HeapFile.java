package io.diag.e2e.harness;

import io.diag.hprof.Contents;
import io.diag.hprof.HprofReader;
import io.diag.hprof.HprofVisitor;
import io.diag.hprof.ReadOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A heap dump that lies in a file, small enough to be held. */
public final class HeapFile {
  private final byte[] plain;
  private final Map<String, Integer> instances = new HashMap<>();

  private HeapFile(byte[] plain) {
    this.plain = plain;
  }

  /** Reads all of it, and fails if it is not whole. */
  public static HeapFile read(Path file) throws IOException {
    HeapFile heap;
    try (InputStream in = open(file)) {
      heap = new HeapFile(in.readAllBytes());
    }
    Names names = new Names();
    ReadOutcome outcome = HprofReader.read(new ByteArrayInputStream(heap.plain), names);
    if (outcome.truncation().isPresent() || !names.ended) {
      throw new AssertionError(file + " is not whole: " + outcome);
    }
    names.count.forEach(
        (classId, count) -> heap.instances.put(names.classes.getOrDefault(classId, "?"), count));
    return heap;
  }

  /** How many objects of exactly this class it holds. */
  public int instances(Class<?> type) {
    return instances(type.getName());
  }

  public int instances(String className) {
    return instances.getOrDefault(className, 0);
  }

  /** Where these bytes stand in it, uncompressed; -1 if nowhere. */
  public int indexOf(byte[] wanted) {
    for (int at = 0; at <= plain.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && plain[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static final class Names implements HprofVisitor {
    final Map<Long, String> strings = new HashMap<>();
    final Map<Long, String> classes = new HashMap<>();
    final Map<Long, Integer> count = new HashMap<>();
    boolean ended;

    @Override
    public void string(long id, Contents utf8) throws IOException {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.write(utf8.readBytes((int) utf8.length()));
      strings.put(id, text.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void loadClass(int serial, long classId, int traceSerial, long nameId) {
      classes.put(classId, strings.getOrDefault(nameId, "?").replace('/', '.'));
    }

    @Override
    public void instance(long id, int traceSerial, long classId, Contents fields) {
      count.merge(classId, 1, Integer::sum);
    }

    @Override
    public void heapDumpEnd() {
      ended = true;
    }
  }
}
