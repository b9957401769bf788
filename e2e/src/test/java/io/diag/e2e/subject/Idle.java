package io.diag.e2e.subject;

import java.util.concurrent.CountDownLatch;

/** Does nothing until it is ended. */
public final class Idle {
  private Idle() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
