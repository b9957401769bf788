package io.diag.hprof;

import java.io.IOException;

/** A START_THREAD. Names are ids of strings. HotSpot writes none. Immutable. */
public final class StartThread {
  private final int serial;
  private final long objectId;
  private final int traceSerial;
  private final long nameId;
  private final long groupNameId;
  private final long parentGroupNameId;

  public StartThread(
      int serial,
      long objectId,
      int traceSerial,
      long nameId,
      long groupNameId,
      long parentGroupNameId) {
    this.serial = serial;
    this.objectId = objectId;
    this.traceSerial = traceSerial;
    this.nameId = nameId;
    this.groupNameId = groupNameId;
    this.parentGroupNameId = parentGroupNameId;
  }

  static StartThread read(Window in) throws IOException {
    return new StartThread(in.u4(), in.id(), in.u4(), in.id(), in.id(), in.id());
  }

  void write(HprofOutput out) throws IOException {
    out.u4(serial);
    out.id(objectId);
    out.u4(traceSerial);
    out.id(nameId);
    out.id(groupNameId);
    out.id(parentGroupNameId);
  }

  static int bytes(int idSize) {
    return 4 * idSize + 8;
  }

  public int serial() {
    return serial;
  }

  public long objectId() {
    return objectId;
  }

  public int traceSerial() {
    return traceSerial;
  }

  public long nameId() {
    return nameId;
  }

  public long groupNameId() {
    return groupNameId;
  }

  public long parentGroupNameId() {
    return parentGroupNameId;
  }
}
