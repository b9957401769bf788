package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassDump;
import io.diag.hprof.ClassFields;
import io.diag.hprof.Contents;
import io.diag.hprof.HeapVisitor;
import io.diag.hprof.HprofReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads single objects out of the dump. Blocks for one or two reads of the file. One thread at a
 * time.
 */
public final class ObjectReader implements AutoCloseable {
  private final HeapGraph graph;
  private final FileChannel file;

  /**
   * @throws IOException also if the dump is no longer there, or is another one
   */
  public ObjectReader(HeapGraph graph) throws IOException {
    this.graph = graph;
    file = FileChannel.open(graph.dump().path());
    if (file.size() != graph.dump().bytes()) {
      file.close();
      throw new IOException(graph.dump().path() + " is not the dump that was analysed");
    }
  }

  /**
   * A value of an object.
   *
   * @param name of the field, or an element's index in brackets
   * @param declaring the class that declares a field; null for elements
   * @param bits of the value; an id if it is a reference
   */
  public record Value(String name, HeapClass declaring, BasicType type, long bits) {}

  /**
   * The fields of an instance, the static fields of a class, or the first elements of an array.
   *
   * @param most values that are wanted
   */
  public List<Value> values(int object, int most) throws IOException {
    return values(object, 0, most);
  }

  /**
   * As {@link #values(int, int)}, from one of them on.
   *
   * @param from how many are passed over
   */
  public List<Value> values(int object, int from, int most) throws IOException {
    HeapClass itself = graph.classes().find(graph.index().address(object));
    if (itself != null) {
      return statics(itself, from, most);
    }
    List<Value> values = new ArrayList<>();
    read(object, new ValueCollector(values, from, most));
    return values;
  }

  /**
   * The bytes of a primitive array, as the dump has them.
   *
   * @param most bytes that are wanted
   */
  public byte[] bytes(int object, int most) throws IOException {
    byte[][] found = {new byte[0]};
    read(
        object,
        new HeapVisitor() {
          @Override
          public void primitiveArray(
              long id, int traceSerial, BasicType type, int count, Contents elements)
              throws IOException {
            found[0] = elements.readBytes((int) Math.min(most, elements.length()));
          }
        });
    return found[0];
  }

  private List<Value> statics(HeapClass type, int from, int most) throws IOException {
    List<Value> values = new ArrayList<>();
    var statics = type.dump().statics();
    for (int i = from; i < statics.count() && values.size() < most; i++) {
      String name = graph.classes().names().getOrId(statics.nameId(i));
      values.add(new Value(name, type, statics.type(i), statics.value(i)));
    }
    return values;
  }

  private void read(int object, HeapVisitor wanted) throws IOException {
    ObjectPlaces.Place place = graph.places().before(object);
    file.position(place.offset());
    InputStream in = Channels.newInputStream(file);
    Counting counting = new Counting(place.later(), wanted);
    try {
      HprofReader.readHeap(in, graph.idSize(), place.offset(), counting);
    } catch (FoundException e) {
      return;
    }
    if (counting.left < 0) {
      return; // the dump is cut within it: what there is was told
    }
    throw new IOException("object " + object + " is no longer in " + graph.dump().path());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Lets some objects pass, tells of the next, and ends the reading. */
  private static final class Counting implements HeapVisitor {
    private int left;
    private final HeapVisitor wanted;

    Counting(int later, HeapVisitor wanted) {
      left = later;
      this.wanted = wanted;
    }

    @Override
    public void instance(long id, int traceSerial, long classId, Contents fields)
        throws IOException {
      if (left-- == 0) {
        wanted.instance(id, traceSerial, classId, fields);
        throw new FoundException();
      }
    }

    @Override
    public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
        throws IOException {
      if (left-- == 0) {
        wanted.objectArray(id, traceSerial, classId, count, elements);
        throw new FoundException();
      }
    }

    @Override
    public void primitiveArray(
        long id, int traceSerial, BasicType type, int count, Contents elements) throws IOException {
      if (left-- == 0) {
        wanted.primitiveArray(id, traceSerial, type, count, elements);
        throw new FoundException();
      }
    }
  }

  /** Ends a reading that has what it wants. */
  private static final class FoundException extends IOException {
    FoundException() {
      super("found");
    }
  }

  private final class ValueCollector implements HeapVisitor {
    private final List<Value> values;
    private final int from;
    private final int most;

    ValueCollector(List<Value> values, int from, int most) {
      this.values = values;
      this.from = from;
      this.most = most;
    }

    @Override
    public void instance(long id, int traceSerial, long classId, Contents contents)
        throws IOException {
      int passed = 0;
      for (HeapClass type = graph.classes().find(classId);
          type != null;
          type = type.superId() == null ? null : graph.classes().find(type.superId())) {
        ClassDump dump = type.dump();
        ClassFields fields = dump.fields();
        for (int i = 0; i < fields.count() && values.size() < most; i++) {
          if (contents.remaining() < fields.type(i).size(graph.idSize())) {
            return; // damaged: its class tells more fields than it has
          }
          String name = graph.classes().names().getOrId(fields.nameId(i));
          long bits = contents.readValue(fields.type(i));
          if (passed++ >= from) {
            values.add(new Value(name, type, fields.type(i), bits));
          }
        }
      }
    }

    @Override
    public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
        throws IOException {
      elements(BasicType.OBJECT, count, elements);
    }

    @Override
    public void primitiveArray(
        long id, int traceSerial, BasicType type, int count, Contents elements) throws IOException {
      elements(type, count, elements);
    }

    private void elements(BasicType type, int count, Contents elements) throws IOException {
      int first = Math.min(from, count);
      elements.skip((long) first * type.size(graph.idSize()));
      for (int i = first; i < count && values.size() < most; i++) {
        values.add(new Value("[" + i + "]", null, type, elements.readValue(type)));
      }
    }
  }
}
