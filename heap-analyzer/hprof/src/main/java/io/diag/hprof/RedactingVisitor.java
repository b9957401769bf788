package io.diag.hprof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what it is told, with the data replaced. What it does not name does not get out. */
final class RedactingVisitor implements HprofVisitor {
  private final HprofOutput out;
  private final HprofWriter writer;
  private final NameRedaction names;
  private final ValueCipher cipher;
  private final ArrayMask mask;
  private final AllowedFields allowed;
  private final KnownNames kept;
  private ClassRedaction classes;
  private long arrays;
  private long keptNames;
  private long blanked;

  RedactingVisitor(
      SipHash hash, AllowedFields allowed, KnownNames kept, OutputStream to, int heldBytes) {
    HeldStream held = new HeldStream(to);
    out = new HprofOutput(held);
    writer = new HprofWriter(out);
    names = new NameRedaction(hash, held, out, heldBytes);
    cipher = new ValueCipher(hash);
    mask = new ArrayMask(hash, cipher);
    this.allowed = allowed;
    this.kept = kept;
  }

  /** Passes on what it still has. */
  void flush() throws IOException {
    names.letGo();
    writer.flush();
  }

  RedactionOutcome outcome(ReadOutcome read) throws IOException {
    flush();
    return new RedactionOutcome(read, arrays, keptNames, names.replaced(), blanked);
  }

  @Override
  public void header(HprofHeader header) throws IOException {
    classes = new ClassRedaction(allowed, cipher, header.idSize());
    writer.header(header);
  }

  @Override
  public void record(int tag, int micros, long length) throws IOException {
    boolean isHeap = tag == RecordTag.HEAP_DUMP || tag == RecordTag.HEAP_DUMP_SEGMENT;
    names.expect(isHeap ? 0 : length);
    writer.record(tag, micros, length);
  }

  @Override
  public void string(long id, Contents utf8) throws IOException {
    byte[] text = utf8.readBytes((int) Math.min(Integer.MAX_VALUE - 8, utf8.length()));
    utf8.skip(utf8.remaining());
    if (text.length <= allowed.longest()) {
      classes.string(id, new String(text, StandardCharsets.UTF_8));
    }
    writer.begin(RecordTag.STRING_UTF8, out.idSize() + (long) text.length);
    out.id(id);
    names.write(id, text);
  }

  @Override
  public void loadClass(int serial, long classId, int traceSerial, long nameId) throws IOException {
    names.use(nameId);
    classes.loadClass(classId, nameId);
    writer.loadClass(serial, classId, traceSerial, nameId);
  }

  @Override
  public void unloadClass(int serial) throws IOException {
    writer.unloadClass(serial);
  }

  @Override
  public void frame(StackFrame frame) throws IOException {
    names.use(frame.methodId());
    names.use(frame.signatureId());
    names.use(frame.sourceId());
    writer.frame(frame);
  }

  @Override
  public void trace(int serial, int threadSerial, int frameCount, Contents frames)
      throws IOException {
    writer.trace(serial, threadSerial, frameCount, frames);
  }

  @Override
  public void allocSites(AllocSites sites) throws IOException {
    writer.allocSites(sites);
  }

  @Override
  public void allocSite(AllocSite site) throws IOException {
    writer.allocSite(site);
  }

  @Override
  public void heapSummary(HeapSummary summary) throws IOException {
    writer.heapSummary(summary);
  }

  @Override
  public void startThread(StartThread thread) throws IOException {
    names.use(thread.nameId());
    names.use(thread.groupNameId());
    names.use(thread.parentGroupNameId());
    writer.startThread(thread);
  }

  @Override
  public void endThread(int serial) throws IOException {
    writer.endThread(serial);
  }

  @Override
  public void cpuSamples(int samples, int traces) throws IOException {
    writer.cpuSamples(samples, traces);
  }

  @Override
  public void cpuSample(int samples, int traceSerial) throws IOException {
    writer.cpuSample(samples, traceSerial);
  }

  @Override
  public void controlSettings(int flags, int depth) throws IOException {
    writer.controlSettings(flags, depth);
  }

  @Override
  public void heapDump(int tag, long length) throws IOException {
    writer.heapDump(tag, length);
  }

  @Override
  public void heapDumpEnd() throws IOException {
    names.letGo();
    writer.heapDumpEnd();
  }

  @Override
  public void unknown(int tag, Contents body) throws IOException {
    writer.begin(tag, body.length());
    blank(body);
  }

  @Override
  public void root(RootKind kind, long objectId, int threadSerial, int number, long reference)
      throws IOException {
    names.expect(kind.bytes(out.idSize()));
    writer.root(kind, objectId, threadSerial, number, reference);
  }

  @Override
  public void classDump(ClassDump dump) throws IOException {
    names.use(dump);
    names.expect(dump.bytes(out.idSize()));
    writer.classDump(classes.redact(dump));
  }

  @Override
  public void instance(long id, int traceSerial, long classId, Contents fields) throws IOException {
    names.letGo();
    writer.beginInstance(id, traceSerial, classId, fields.length());
    InstancePlan plan = classes.plan(classId, fields.length());
    if (plan != null) {
      plan.write(fields, cipher, out);
    } else {
      blanked++;
      blank(fields);
    }
  }

  @Override
  public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
      throws IOException {
    names.letGo();
    writer.objectArray(id, traceSerial, classId, count, elements);
  }

  @Override
  public void primitiveArray(long id, int traceSerial, BasicType type, int count, Contents elements)
      throws IOException {
    names.letGo();
    writer.beginPrimitiveArray(id, traceSerial, type, count);
    if (kept.contain(type, elements)) {
      keptNames++;
      out.copy(elements);
    } else {
      arrays++;
      mask.write(type, elements, out);
    }
  }

  /** Piece by piece, so that no more gets out than came in. */
  private void blank(Contents contents) throws IOException {
    while (contents.remaining() > 0) {
      int piece = contents.window(1);
      contents.skip(piece);
      out.zeros(piece);
    }
  }
}
