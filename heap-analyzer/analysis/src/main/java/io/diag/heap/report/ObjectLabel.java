package io.diag.heap.report;

import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.ObjectReader.Value;
import io.diag.hprof.BasicType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Calls an object by a name that a person can tell it by. One thread at a time. */
public final class ObjectLabel {
  private static final int MAX_CHARS = 80;
  private static final int MAX_FIELDS = 1_000;

  private final HeapGraph graph;
  private final ObjectReader reader;

  public ObjectLabel(HeapGraph graph, ObjectReader reader) {
    this.graph = graph;
    this.reader = reader;
  }

  /**
   * As in {@code class com.acme.Cache}, {@code java.lang.Thread "main"}, {@code byte[4096] @
   * 0x7f00}, {@code java.lang.String "text" @ 0x7f00}.
   */
  public String of(int object) throws IOException {
    long address = graph.index().address(object);
    HeapClass itself = graph.classes().find(address);
    if (itself != null) {
      return "class " + itself.name();
    }
    HeapClass type = graph.type(object);
    if (graph.classes().isBelow(type, "java.lang.Thread")) {
      String name = threadName(object);
      return name == null ? at(type.name(), address) : type.name() + " \"" + name + "\"";
    }
    if (type.isArray()) {
      String name = type.name();
      int brackets = name.indexOf("[]");
      int length = graph.columns().length(object);
      return at(name.substring(0, brackets + 1) + length + name.substring(brackets + 1), address);
    }
    String text = "java.lang.String".equals(type.name()) ? text(object) : null;
    return at(text == null ? type.name() : type.name() + " \"" + text + "\"", address);
  }

  /** The name of a thread; null if it is not known. */
  public String threadName(int thread) throws IOException {
    for (Value value : reader.values(thread, MAX_FIELDS)) {
      if ("name".equals(value.name())
          && value.type() == BasicType.OBJECT
          && "java.lang.Thread".equals(value.declaring().name())) {
        int name = graph.index().number(value.bits());
        // On JDK 8 and older it may be a char[].
        return name < 0 ? null : graph.type(name).isArray() ? array(name, 1) : text(name);
      }
    }
    return null;
  }

  /** The beginning of a String; null if its array was not dumped. */
  public String text(int string) throws IOException {
    List<Value> values = reader.values(string, MAX_FIELDS);
    int coder = 0;
    int array = -1;
    for (Value value : values) {
      if ("coder".equals(value.name())) {
        coder = (int) value.bits();
      } else if ("value".equals(value.name())) {
        array = graph.index().number(value.bits());
      }
    }
    return array < 0 ? null : array(array, coder);
  }

  private String array(int array, int coder) throws IOException {
    boolean chars = graph.type(array).element() == BasicType.CHAR;
    int size = chars || coder != 0 ? 2 : 1;
    byte[] bytes = reader.bytes(array, (MAX_CHARS + 1) * size);
    String text =
        size == 1
            ? new String(bytes, StandardCharsets.ISO_8859_1)
            : PrintableText.utf16(bytes, chars ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return PrintableText.of(text, MAX_CHARS);
  }

  private static String at(String name, long address) {
    return String.format(Locale.ROOT, "%s @ 0x%x", name, address);
  }
}
