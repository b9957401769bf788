package io.diag.hprof;

import java.io.IOException;

/** One of the ALLOC_SITES. Immutable. */
public final class AllocSite {
  static final int BYTES = 25;

  private final int arrayType;
  private final int classSerial;
  private final int traceSerial;
  private final int liveBytes;
  private final int liveInstances;
  private final int allocatedBytes;
  private final int allocatedInstances;

  /**
   * @param arrayType 0 for no array, else the code of its {@link BasicType}
   * @param liveBytes unsigned, as are the other amounts
   */
  public AllocSite(
      int arrayType,
      int classSerial,
      int traceSerial,
      int liveBytes,
      int liveInstances,
      int allocatedBytes,
      int allocatedInstances) {
    this.arrayType = arrayType;
    this.classSerial = classSerial;
    this.traceSerial = traceSerial;
    this.liveBytes = liveBytes;
    this.liveInstances = liveInstances;
    this.allocatedBytes = allocatedBytes;
    this.allocatedInstances = allocatedInstances;
  }

  static AllocSite read(Window in) throws IOException {
    return new AllocSite(in.u1(), in.u4(), in.u4(), in.u4(), in.u4(), in.u4(), in.u4());
  }

  void write(HprofOutput out) throws IOException {
    out.u1(arrayType);
    out.u4(classSerial);
    out.u4(traceSerial);
    out.u4(liveBytes);
    out.u4(liveInstances);
    out.u4(allocatedBytes);
    out.u4(allocatedInstances);
  }

  public int arrayType() {
    return arrayType;
  }

  public int classSerial() {
    return classSerial;
  }

  public int traceSerial() {
    return traceSerial;
  }

  public int liveBytes() {
    return liveBytes;
  }

  public int liveInstances() {
    return liveInstances;
  }

  public int allocatedBytes() {
    return allocatedBytes;
  }

  public int allocatedInstances() {
    return allocatedInstances;
  }
}
