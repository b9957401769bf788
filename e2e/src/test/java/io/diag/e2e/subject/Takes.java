package io.diag.e2e.subject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that starts threads, loads classes, maps a file and keeps objects at rates that
 * are known. It goes by the clock and makes up for what it is late.
 */
public final class Takes {
  public static final int THREADS_A_SECOND = 20;
  public static final int CLASSES_A_SECOND = 10;
  public static final int MAPPINGS_A_SECOND = 5;

  /** On the heap, and kept for {@link #KEPT_SECONDS}. */
  public static final long KEPT_BYTES_A_SECOND = 16L << 20;

  private static final int KEPT_SECONDS = 8;
  private static final int PIECE_BYTES = 1 << 10;
  private static final int PIECES = 32;
  private static final int OF_EACH = 50;
  private static final long SECOND_NANOS = 1_000_000_000;

  private Takes() {}

  /** What is loaded again and again. */
  public static final class Loaded {}

  /** Makes one class. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(null);
    }

    Class<?> make(byte[] bytes) {
      return defineClass(Loaded.class.getName(), bytes, 0, bytes.length);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    startAll();
    new Thread(() -> every(SECOND_NANOS * PIECES * PIECE_BYTES / KEPT_BYTES_A_SECOND, keeper()))
        .start();
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  /** All but what keeps objects. */
  public static void startAll() {
    new Thread(() -> every(SECOND_NANOS / THREADS_A_SECOND, Takes::startsThread)).start();
    new Thread(() -> every(SECOND_NANOS / CLASSES_A_SECOND, loading())).start();
    new Thread(() -> every(SECOND_NANOS / MAPPINGS_A_SECOND, mapping())).start();
  }

  static void startsThread() {
    Thread thread = new Thread(() -> {}, "short");
    thread.setDaemon(true);
    thread.start();
  }

  static Class<?> loadsClass(byte[] bytes) {
    return new Loader().make(bytes);
  }

  static MappedByteBuffer mapsFile(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  static byte[][] keepsBytes() {
    byte[][] pieces = new byte[PIECES][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = new byte[PIECE_BYTES - 16];
    }
    return pieces;
  }

  private static Runnable loading() {
    byte[] bytes = classFile();
    Deque<Class<?>> kept = new ArrayDeque<>();
    return () -> keep(kept, loadsClass(bytes), OF_EACH);
  }

  private static Runnable mapping() {
    Deque<MappedByteBuffer> kept = new ArrayDeque<>();
    try {
      Path file = Files.createTempFile("takes", ".bin");
      file.toFile().deleteOnExit();
      Files.write(file, new byte[1 << 16]);
      return () -> keep(kept, mapsFile(file), OF_EACH);
    } catch (IOException noFolder) {
      throw new IllegalStateException(noFolder);
    }
  }

  private static Runnable keeper() {
    Deque<byte[][]> kept = new ArrayDeque<>();
    int most = (int) (KEPT_BYTES_A_SECOND * KEPT_SECONDS / PIECE_BYTES / PIECES);
    return () -> keep(kept, keepsBytes(), most);
  }

  private static <T> void keep(Deque<T> kept, T one, int most) {
    kept.add(one);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  private static byte[] classFile() {
    try (InputStream in = Takes.class.getResourceAsStream("Takes$Loaded.class")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static void every(long nanos, Runnable what) {
    for (long at = System.nanoTime(); ; at += nanos) {
      what.run();
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
