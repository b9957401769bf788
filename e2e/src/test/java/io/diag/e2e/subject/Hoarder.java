package io.diag.e2e.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Holds a known number of objects of a class of its own, and drops as many of another. */
public final class Hoarder {
  public static final int KEPT = 12_345;

  static final List<Kept> HOARD = new ArrayList<>();
  static volatile Object last;

  private Hoarder() {}

  /** Sixteen bytes of header and reference, or more where references are wide. */
  static final class Kept {
    Object other;
  }

  /** Nobody holds one but for the last. */
  static final class Dropped {
    Object other;
  }

  public static void main(String[] args) throws InterruptedException {
    for (int i = 0; i < KEPT; i++) {
      HOARD.add(new Kept());
      last = new Dropped();
    }
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
