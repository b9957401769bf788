package io.diag.e2e.subject;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for a file to appear, then opens 50 files, starts 7 threads that wait, loads 100 classes
 * and allocates a gibibyte.
 */
public final class Planter {
  public static final int FILES = 50;
  public static final int THREADS = 7;
  public static final int CLASSES = 2_000;
  public static final long BYTES = 1L << 30;

  private static final int PIECE_BYTES = 1 << 16;

  /** Kept in sight so that it is allocated at all, and so that nothing is closed. */
  static volatile byte[] sink;

  private static final List<Object> KEPT = new ArrayList<>();

  private Planter() {}

  /** Defined once by each of many loaders. */
  static final class Seed {}

  public static void main(String[] args) throws Exception {
    byte[] seed = bytes();
    System.out.println("ready");
    while (!new File(args[0]).exists()) {
      Thread.sleep(20);
    }
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < FILES; i++) {
      KEPT.add(new FileInputStream("/dev/null"));
    }
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> await(never), "planted-" + i).start();
    }
    for (int i = 0; i < CLASSES; i++) {
      KEPT.add(new Nursery().define(seed));
    }
    for (long left = BYTES; left > 0; left -= PIECE_BYTES) {
      sink = new byte[PIECE_BYTES - 16];
    }
    System.out.println("planted");
    never.await();
  }

  private static final class Nursery extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass(Seed.class.getName(), bytes, 0, bytes.length);
    }
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = Planter.class.getResourceAsStream("Planter$Seed.class")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        out.write(b);
      }
      return out.toByteArray();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
