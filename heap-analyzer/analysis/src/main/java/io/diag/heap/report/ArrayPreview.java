package io.diag.heap.report;

import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.graph.ObjectReader.Value;
import io.diag.hprof.BasicType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** The beginning of a primitive array for people: a text where it can be one. */
public final class ArrayPreview {
  private static final int MAX_CHARS = 80;

  /** One more than is shown, so that no pair is cut in half. */
  private static final int MAX_BYTES = 2 * (MAX_CHARS + 1);

  private static final int MAX_ELEMENTS = 12;

  private final HeapGraph graph;
  private final ObjectReader reader;

  public ArrayPreview(HeapGraph graph, ObjectReader reader) {
    this.graph = graph;
    this.reader = reader;
  }

  /**
   * In quotes if it is a text; else the first elements.
   *
   * @param isText whether a String has it, so that it may be UTF-16 in bytes
   */
  public String of(int array, boolean isText) throws IOException {
    BasicType element = graph.type(array).element();
    int length = graph.columns().length(array);
    if (element == BasicType.BYTE || element == BasicType.CHAR) {
      byte[] bytes = reader.bytes(array, MAX_BYTES);
      String text = text(bytes, element, isText);
      if (text != null) {
        boolean isLonger = length * (long) element.size(Long.BYTES) > bytes.length;
        boolean endsHere = isLonger && text.length() <= MAX_CHARS;
        return '"' + PrintableText.of(text, MAX_CHARS) + (endsHere ? "\u2026" : "") + '"';
      }
    }
    StringJoiner values = new StringJoiner(", ", "", length > MAX_ELEMENTS ? ", \u2026" : "");
    for (Value value : reader.values(array, MAX_ELEMENTS)) {
      values.add(ValueText.of(value));
    }
    return values.toString();
  }

  /** Null where it cannot be read as one. */
  private static String text(byte[] bytes, BasicType element, boolean isText) {
    if (element == BasicType.CHAR) {
      return readable(PrintableText.utf16(bytes, ByteOrder.BIG_ENDIAN), Integer.MAX_VALUE);
    }
    int largest = isText ? 0xFF : 0x7E;
    String text = readable(new String(bytes, StandardCharsets.ISO_8859_1), largest);
    return text == null && isText
        ? readable(PrintableText.utf16(bytes, ByteOrder.LITTLE_ENDIAN), Integer.MAX_VALUE)
        : text;
  }

  private static String readable(String read, int largest) {
    int end = read.length() - 1;
    // its other half may be beyond what was read
    boolean isHalf = end == MAX_CHARS && Character.isHighSurrogate(read.charAt(end));
    String text = isHalf ? read.substring(0, end) : read;
    boolean isReadable =
        text.codePoints()
            .allMatch(
                point ->
                    point <= largest
                        && Character.isDefined(point)
                        && (PrintableText.isPrintable(point) || "\n\r\t".indexOf(point) >= 0));
    return isReadable && !read.isEmpty() ? read : null;
  }
}
