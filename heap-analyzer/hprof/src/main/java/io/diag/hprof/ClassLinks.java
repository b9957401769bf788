package io.diag.hprof;

import java.io.IOException;

/** What a class refers to beside its static fields. Ids are 0 where there is nothing. Immutable. */
public final class ClassLinks {
  private final long id;
  private final int traceSerial;
  private final long superId;
  private final long loaderId;
  private final long signersId;
  private final long protectionDomainId;
  private final long reserved1;
  private final long reserved2;

  public ClassLinks(
      long id,
      int traceSerial,
      long superId,
      long loaderId,
      long signersId,
      long protectionDomainId,
      long reserved1,
      long reserved2) {
    this.id = id;
    this.traceSerial = traceSerial;
    this.superId = superId;
    this.loaderId = loaderId;
    this.signersId = signersId;
    this.protectionDomainId = protectionDomainId;
    this.reserved1 = reserved1;
    this.reserved2 = reserved2;
  }

  static ClassLinks read(Window in) throws IOException {
    return new ClassLinks(in.id(), in.u4(), in.id(), in.id(), in.id(), in.id(), in.id(), in.id());
  }

  void write(HprofOutput out) throws IOException {
    out.id(id);
    out.u4(traceSerial);
    out.id(superId);
    out.id(loaderId);
    out.id(signersId);
    out.id(protectionDomainId);
    out.id(reserved1);
    out.id(reserved2);
  }

  static int bytes(int idSize) {
    return 7 * idSize + 4;
  }

  public long id() {
    return id;
  }

  public int traceSerial() {
    return traceSerial;
  }

  /** The superclass; 0 of {@code java.lang.Object} alone. */
  public long superId() {
    return superId;
  }

  /** The class loader; 0 is the boot loader. */
  public long loaderId() {
    return loaderId;
  }

  public long signersId() {
    return signersId;
  }

  public long protectionDomainId() {
    return protectionDomainId;
  }

  public long reserved1() {
    return reserved1;
  }

  public long reserved2() {
    return reserved2;
  }
}
