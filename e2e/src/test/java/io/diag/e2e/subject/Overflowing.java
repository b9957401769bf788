package io.diag.e2e.subject;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs out of memory once, with what did it still in a static field, and goes on or dies of it. */
public final class Overflowing {
  static final List<Sack> SACKS = new ArrayList<>();

  private Overflowing() {}

  /** Small enough that any collector moves it. */
  static final class Sack {
    final byte[] grain = new byte[1 << 16];
  }

  /** Argument: {@code live}, {@code die}, or {@code rest}, to do nothing. */
  public static void main(String[] args) throws InterruptedException {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    while (vm.getVMOption("HeapDumpOnOutOfMemoryError").getValue().equals("false")
        || args[0].equals("rest")) {
      Thread.sleep(50);
    }
    boolean dies = args[0].equals("die"); // a constant takes memory when it is first used
    System.out.println("ready");
    try {
      while (true) {
        SACKS.add(new Sack());
      }
    } catch (OutOfMemoryError expected) {
      if (dies) {
        Runtime.getRuntime().halt(3);
      }
      SACKS.clear(); // which takes no memory
      System.out.println("overflown");
    }
    new CountDownLatch(1).await();
  }
}
