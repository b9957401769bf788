package io.diag.hprof;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What {@link ThreadNames} knows from pass to pass. One thread at a time. */
final class ThreadNameFinder {
  private static final int MAX_BYTES = 1 << 12;

  private final Map<Long, String> strings = new HashMap<>();
  private final Map<String, Long> classIds = new HashMap<>();
  private final Map<Long, Long> nameOffsets = new HashMap<>();
  private final Set<Long> nameIds = new HashSet<>();
  private final Map<Long, Integer> codersByArray = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private ClassLayouts layouts;

  Set<String> names() {
    return names;
  }

  HprofVisitor threads() {
    return new HprofVisitor() {
      @Override
      public void header(HprofHeader header) {
        layouts = new ClassLayouts(header.idSize());
      }

      @Override
      public void string(long id, Contents utf8) throws IOException {
        if (utf8.length() <= "java/lang/Thread".length()) {
          byte[] text = utf8.readBytes((int) utf8.length());
          strings.put(id, new String(text, StandardCharsets.UTF_8).replace('/', '.'));
        }
      }

      @Override
      public void loadClass(int serial, long classId, int traceSerial, long nameId) {
        String name = strings.get(nameId);
        if ("java.lang.Thread".equals(name) || "java.lang.String".equals(name)) {
          classIds.put(name, classId);
        }
      }

      @Override
      public void classDump(ClassDump dump) {
        layouts.add(dump);
      }

      @Override
      public void instance(long id, int traceSerial, long classId, Contents fields)
          throws IOException {
        long offset =
            nameOffsets.computeIfAbsent(classId, any -> offset(any, "java.lang.Thread", "name"));
        if (offset >= 0) {
          fields.skip(offset);
          nameIds.add(fields.readId());
        }
      }
    };
  }

  HprofVisitor strings() {
    Long string = classIds.get("java.lang.String");
    long value = string == null ? -1 : offset(string, "java.lang.String", "value");
    long coder = string == null ? -1 : offset(string, "java.lang.String", "coder");
    return new HprofVisitor() {
      @Override
      public void instance(long id, int traceSerial, long classId, Contents fields)
          throws IOException {
        if (value < 0 || classId != string || !nameIds.contains(id)) {
          return;
        }
        boolean coderFirst = coder >= 0 && coder < value;
        long start = fields.remaining();
        int utf16 = 0;
        if (coderFirst) {
          fields.skip(coder);
          utf16 = fields.readByte();
        }
        fields.skip(value - (start - fields.remaining()));
        long arrayId = fields.readId();
        if (coder >= 0 && !coderFirst) {
          fields.skip(coder - (start - fields.remaining()));
          utf16 = fields.readByte();
        }
        codersByArray.put(arrayId, utf16);
      }
    };
  }

  HprofVisitor arrays() {
    return new HprofVisitor() {
      @Override
      public void primitiveArray(
          long id, int traceSerial, BasicType type, int count, Contents elements)
          throws IOException {
        Integer coder = codersByArray.get(id);
        if (coder != null && elements.length() <= MAX_BYTES) {
          byte[] bytes = elements.readBytes((int) elements.length());
          names.add(new String(bytes, charset(type, coder)));
        }
      }
    };
  }

  /** The bytes of a UTF-16 String are in the machine's order, as the dump's reader assumes. */
  private static Charset charset(BasicType type, int coder) {
    if (type == BasicType.CHAR) {
      return StandardCharsets.UTF_16BE;
    }
    if (coder == 0) {
      return StandardCharsets.ISO_8859_1;
    }
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_16LE;
  }

  private long offset(long classId, String declaring, String field) {
    Long declaringId = classIds.get(declaring);
    if (declaringId == null) {
      return -1;
    }
    for (ClassDump dump : layouts.chain(declaringId)) {
      ClassFields fields = dump.fields();
      for (int i = 0; i < fields.count(); i++) {
        if (dump.id() == declaringId && field.equals(strings.get(fields.nameId(i)))) {
          return layouts.fieldOffset(classId, declaringId, fields.nameId(i));
        }
      }
    }
    return -1;
  }
}
