package io.diag.hprof;

import java.io.IOException;

/** A FRAME. Immutable. */
public final class StackFrame {
  private final long id;
  private final long methodId;
  private final long signatureId;
  private final long sourceId;
  private final int classSerial;
  private final int line;

  /**
   * @param methodId string with the method's name, and likewise its signature and source file
   * @param line from 1; 0 for none, -1 unknown, -2 compiled, -3 native
   */
  public StackFrame(
      long id, long methodId, long signatureId, long sourceId, int classSerial, int line) {
    this.id = id;
    this.methodId = methodId;
    this.signatureId = signatureId;
    this.sourceId = sourceId;
    this.classSerial = classSerial;
    this.line = line;
  }

  static StackFrame read(Window in) throws IOException {
    return new StackFrame(in.id(), in.id(), in.id(), in.id(), in.u4(), in.u4());
  }

  void write(HprofOutput out) throws IOException {
    out.id(id);
    out.id(methodId);
    out.id(signatureId);
    out.id(sourceId);
    out.u4(classSerial);
    out.u4(line);
  }

  static int bytes(int idSize) {
    return 4 * idSize + 8;
  }

  public long id() {
    return id;
  }

  public long methodId() {
    return methodId;
  }

  public long signatureId() {
    return signatureId;
  }

  public long sourceId() {
    return sourceId;
  }

  public int classSerial() {
    return classSerial;
  }

  public int line() {
    return line;
  }
}
