package io.diag.hprof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each object refers to, in order; read with {@link ClassLayouts}. */
final class References implements HprofVisitor {
  private final Map<Long, List<Long>> found = new TreeMap<>();
  private ClassLayouts layouts;
  private int idSize;

  private References() {}

  static Map<Long, List<Long>> of(byte[] dump) throws IOException {
    References references = new References();
    HprofReader.read(new ByteArrayInputStream(dump), references);
    return references.found;
  }

  @Override
  public void header(HprofHeader header) {
    idSize = header.idSize();
    layouts = new ClassLayouts(idSize);
  }

  @Override
  public void classDump(ClassDump dump) {
    layouts.add(dump);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < dump.statics().count(); i++) {
      if (dump.statics().type(i) == BasicType.OBJECT) {
        ids.add(dump.statics().value(i));
      }
    }
    found.put(dump.id(), ids);
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    List<Long> ids = new ArrayList<>();
    for (ClassDump dump : layouts.chain(classId)) {
      for (int i = 0; i < dump.fields().count(); i++) {
        long value = fields.readValue(dump.fields().type(i));
        if (dump.fields().type(i) == BasicType.OBJECT) {
          ids.add(value);
        }
      }
    }
    found.put(id, ids);
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
      throws IOException {
    List<Long> ids = new ArrayList<>();
    while (elements.remaining() > 0) {
      ids.add(elements.readId());
    }
    found.put(id, ids);
  }
}
