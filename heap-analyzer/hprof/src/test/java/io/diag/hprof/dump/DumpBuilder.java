package io.diag.hprof.dump;

import io.diag.hprof.BasicType;
import io.diag.hprof.Contents;
import io.diag.hprof.HprofHeader;
import io.diag.hprof.HprofWriter;
import io.diag.hprof.RecordTag;
import io.diag.hprof.RootKind;
import io.diag.hprof.StackFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Builds a dump as HotSpot would write it: names, classes, traces, then segments of classes,
 * objects and roots. Objects get addresses one after the other by a {@link HeapShape}, so that
 * their sizes are known. {@code java.lang.Object}, {@code Class}, {@code String} and {@code Thread}
 * are there from the beginning. One thread at a time.
 */
public final class DumpBuilder {
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final HeapShape shape;
  private final Map<String, Long> names = new LinkedHashMap<>();
  private final Map<String, ClassSpec> classes = new LinkedHashMap<>();
  private final List<StackFrame> frames = new ArrayList<>();
  private final List<long[]> traces = new ArrayList<>();
  private final List<HeapObject> objects = new ArrayList<>();
  private final List<HeapObject> roots = new ArrayList<>();
  private final HeapFigures figures = new HeapFigures();
  private long nextAddress;
  private int threads;
  private int segmentBytes = 1 << 20;
  private boolean segmented = true;

  public DumpBuilder(HeapShape shape) {
    this.shape = shape;
    nextAddress = shape.firstAddress();
    type("java.lang.Object", null);
    type("java.lang.Class");
    type("java.lang.String")
        .field("value", BasicType.OBJECT)
        .field("coder", BasicType.BYTE)
        .field("hash", BasicType.INT);
    type("java.lang.Thread")
        .field("name", BasicType.OBJECT)
        .field("tid", BasicType.LONG)
        .field("daemon", BasicType.BOOLEAN);
    traces.add(new long[0]);
  }

  public HeapShape shape() {
    return shape;
  }

  /** How many bytes of sub-records at most stand in one segment, unless one is larger alone. */
  public DumpBuilder segmentBytes(int bytes) {
    segmentBytes = bytes;
    return this;
  }

  /** One HEAP_DUMP instead of segments, as JDK 8 writes it. */
  public DumpBuilder inOneDump() {
    segmented = false;
    return this;
  }

  /** Writes the objects that there are in any order, as ZGC and Shenandoah do. */
  public DumpBuilder shuffled(Random random) {
    Collections.shuffle(objects, random);
    return this;
  }

  /** A class below {@code Object}, or the one that is already there. */
  public ClassSpec type(String name) {
    return type(name, classes.get("java.lang.Object"));
  }

  public ClassSpec type(String name, ClassSpec superclass) {
    ClassSpec known = classes.get(name);
    if (known != null) {
      return known;
    }
    name(name.replace('.', '/'));
    ClassSpec spec = new ClassSpec(this, name, address(96), classes.size() + 1, superclass);
    classes.put(name, spec);
    return spec;
  }

  /** A second class of the same name, for another loader. */
  public ClassSpec twin(ClassSpec type) {
    ClassSpec spec =
        new ClassSpec(
            this, type.name(), address(96), classes.size() + 1, classes.get("java.lang.Object"));
    classes.put(type.name() + " " + classes.size(), spec);
    return spec;
  }

  public InstanceSpec instance(ClassSpec type) {
    long bytes = shape.instanceBytes(type.fieldBytes());
    InstanceSpec instance = new InstanceSpec(address(bytes), type, shape.idBytes());
    objects.add(instance);
    figures.add(type.name(), bytes);
    return instance;
  }

  /**
   * A primitive array.
   *
   * @param elements each one's bits
   * @return its id
   */
  public long array(BasicType type, long... elements) {
    String name = type.name().toLowerCase(java.util.Locale.ROOT) + "[]";
    return array(type, 0, name, elements);
  }

  /** An array of bytes; returns its id. */
  public long bytes(byte[] elements) {
    ByteBuffer bytes = ByteBuffer.wrap(elements);
    long[] wide = new long[elements.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = bytes.get(i);
    }
    return array(BasicType.BYTE, wide);
  }

  /** An array of chars; returns its id. */
  public long chars(String text) {
    return array(BasicType.CHAR, text.chars().asLongStream().toArray());
  }

  /**
   * An array of references.
   *
   * @param elementType whose array's class is made if there is none
   * @return its id
   */
  public long references(ClassSpec elementType, long... ids) {
    ClassSpec arrayClass = type("[L" + elementType.name() + ";");
    return array(BasicType.OBJECT, arrayClass.id(), elementType.name() + "[]", ids);
  }

  /** A String as JDK 9 and newer hold it, with its array; returns its id. */
  public InstanceSpec string(String text) {
    boolean latin1 = text.chars().allMatch(c -> c < 256);
    byte[] bytes = text.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    return instance(type("java.lang.String"))
        .set("value", bytes(bytes))
        .set("coder", latin1 ? 0 : 1)
        .set("hash", text.hashCode());
  }

  public DumpBuilder root(RootKind kind, long objectId) {
    return root(kind, objectId, 0, 0, 0);
  }

  public DumpBuilder root(
      RootKind kind, long objectId, int threadSerial, int number, long reference) {
    roots.add(new RootSpec(kind, objectId, threadSerial, number, reference, shape.idBytes()));
    return this;
  }

  /**
   * A thread with its root and one frame for each method, the youngest first.
   *
   * @return the thread's serial number; its object is the last instance of {@code Thread}
   */
  public int thread(String name, String... methods) {
    InstanceSpec thread =
        instance(type("java.lang.Thread")).set("name", string(name)).set("tid", threads + 1);
    long[] ids = new long[methods.length];
    for (int i = 0; i < methods.length; i++) {
      ids[i] = 0x1000L + frames.size();
      long signature = name("()V");
      frames.add(new StackFrame(ids[i], name(methods[i]), signature, name("App.java"), 1, 10 + i));
    }
    traces.add(ids);
    threads++;
    root(RootKind.THREAD_OBJECT, thread.id(), threads, traces.size(), 0);
    return threads;
  }

  /** The id of a name; a new one gets a STRING_UTF8. */
  public long name(String text) {
    return names.computeIfAbsent(text, any -> 0x100L + 8L * names.size());
  }

  public HeapFigures figures() {
    return figures;
  }

  public byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public void writeTo(OutputStream out) throws IOException {
    HprofWriter writer = new HprofWriter(out);
    writer.header(new HprofHeader(2, shape.idBytes(), EPOCH_MILLIS));
    for (Map.Entry<String, Long> name : names.entrySet()) {
      byte[] utf8 = name.getKey().getBytes(StandardCharsets.UTF_8);
      writer.string(name.getValue(), Contents.of(utf8));
    }
    for (ClassSpec spec : classes.values()) {
      writer.loadClass(spec.serial(), spec.id(), 1, name(spec.name().replace('.', '/')));
    }
    for (StackFrame frame : frames) {
      writer.frame(frame);
    }
    for (int i = 0; i < traces.size(); i++) {
      writeTrace(writer, i + 1, traces.get(i));
    }
    writeHeap(writer);
    writer.flush();
  }

  private void writeTrace(HprofWriter writer, int serial, long[] ids) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ids.length * shape.idBytes());
    for (long id : ids) {
      InstanceSpec.put(bytes, id, shape.idBytes());
    }
    writer.trace(serial, serial - 1, ids.length, Contents.of(bytes.array()));
  }

  private void writeHeap(HprofWriter writer) throws IOException {
    List<HeapObject> all = new ArrayList<>();
    for (ClassSpec spec : classes.values()) {
      all.add(new ClassObject(spec, shape.idBytes()));
    }
    all.addAll(objects);
    all.addAll(roots);
    if (!segmented) {
      writeDump(writer, RecordTag.HEAP_DUMP, all);
      return;
    }
    int first = 0;
    while (first < all.size()) {
      int end = first + 1;
      long bytes = all.get(first).dumpBytes();
      while (end < all.size() && bytes + all.get(end).dumpBytes() <= segmentBytes) {
        bytes += all.get(end++).dumpBytes();
      }
      writeDump(writer, RecordTag.HEAP_DUMP_SEGMENT, all.subList(first, end));
      first = end;
    }
    writer.heapDumpEnd();
  }

  private static void writeDump(HprofWriter writer, int tag, List<HeapObject> objects)
      throws IOException {
    writer.heapDump(tag, objects.stream().mapToLong(HeapObject::dumpBytes).sum());
    for (HeapObject object : objects) {
      object.write(writer);
    }
  }

  private long array(BasicType type, long classId, String name, long[] elements) {
    long bytes = shape.arrayBytes(type, elements.length);
    ArraySpec array =
        new ArraySpec(address(bytes), type, classId, elements.clone(), shape.idBytes());
    objects.add(array);
    figures.add(name, bytes);
    return array.id();
  }

  private long address(long bytes) {
    long address = nextAddress;
    nextAddress += bytes + shape.gapBytes();
    return address;
  }
}
