package io.diag.hprof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the objects of a dump by the names of their classes, and what else there is. */
final class Histogram implements HprofVisitor {
  final Map<String, Long> counts = new TreeMap<>();
  final Map<String, Long> bytes = new TreeMap<>();
  final Map<RootKind, Integer> roots = new TreeMap<>();
  final Map<Long, String> strings = new HashMap<>();
  final Map<Long, String> classNames = new HashMap<>();
  int classes;
  int segments;
  ReadOutcome outcome;

  static Histogram of(byte[] dump) throws IOException {
    return of(new ByteArrayInputStream(dump));
  }

  static Histogram of(InputStream in) throws IOException {
    Histogram histogram = new Histogram();
    histogram.outcome = HprofReader.read(in, histogram);
    return histogram;
  }

  @Override
  public void string(long id, Contents utf8) throws IOException {
    byte[] text = utf8.readBytes((int) utf8.length());
    strings.put(id, new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public void loadClass(int serial, long classId, int traceSerial, long nameId) {
    classNames.put(classId, strings.get(nameId).replace('/', '.'));
  }

  @Override
  public void heapDump(int tag, long length) {
    segments++;
  }

  @Override
  public void root(RootKind kind, long objectId, int threadSerial, int number, long reference) {
    roots.merge(kind, 1, Integer::sum);
  }

  @Override
  public void classDump(ClassDump dump) {
    classes++;
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) {
    add(classNames.get(classId), fields);
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements) {
    String name = classNames.get(classId);
    add(name.replaceAll("^\\[L(.*);$", "$1[]"), elements);
  }

  @Override
  public void primitiveArray(
      long id, int traceSerial, BasicType type, int count, Contents elements) {
    add(type.name().toLowerCase(Locale.ROOT) + "[]", elements);
  }

  private void add(String name, Contents contents) {
    counts.merge(name, 1L, Long::sum);
    bytes.merge(name, contents.length(), Long::sum);
  }
}
