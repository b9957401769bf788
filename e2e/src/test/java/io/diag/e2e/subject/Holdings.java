package io.diag.e2e.subject;

import java.io.File;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for a file to appear, then takes a known amount of each kind of memory, touches all of it
 * and keeps it.
 */
public final class Holdings {
  public static final long HEAP_BYTES = 100L << 20;
  public static final long DIRECT_BYTES = 64L << 20;
  public static final long NATIVE_BYTES = 64L << 20;
  public static final long MAPPED_BYTES = 64L << 20;
  public static final int THREADS = 300;

  /**
   * What each thread's stack has in memory at the least: the JVM touches 20 pages below where a
   * thread is, and a call of {@link #descend} takes some tens of bytes even when it is compiled.
   */
  public static final long STACK_BYTES = 88L << 10;

  private static final int PIECE_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 4_096;
  private static final int DEPTH = 2_000;
  private static final List<Object> KEPT = new ArrayList<>();

  private Holdings() {}

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    while (!new File(args[0]).exists()) {
      Thread.sleep(20);
    }
    for (long left = HEAP_BYTES; left > 0; left -= 2 * PIECE_BYTES) {
      KEPT.add(new byte[2 * PIECE_BYTES - 16]);
    }
    for (long left = DIRECT_BYTES; left > 0; left -= PIECE_BYTES) {
      KEPT.add(ByteBuffer.allocateDirect(PIECE_BYTES));
    }
    takeNative();
    KEPT.add(mapped(new File(args[1])));
    CountDownLatch deep = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> descend(DEPTH, deep), "holder-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    deep.await();
    System.out.println("taken");
    new CountDownLatch(1).await();
  }

  /** By reflection, since the compiler warns of this class whatever one says. */
  private static void takeNative() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Object unsafe = field.get(null);
    Method take = type.getMethod("allocateMemory", long.class);
    Method fill = type.getMethod("setMemory", long.class, long.class, byte.class);
    for (long left = NATIVE_BYTES; left > 0; left -= PIECE_BYTES) {
      fill.invoke(unsafe, take.invoke(unsafe, (long) PIECE_BYTES), (long) PIECE_BYTES, (byte) 1);
    }
  }

  private static MappedByteBuffer mapped(File file) throws Exception {
    try (RandomAccessFile data = new RandomAccessFile(file, "rw")) {
      data.setLength(MAPPED_BYTES);
      MappedByteBuffer buffer =
          data.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, MAPPED_BYTES);
      for (int at = 0; at < MAPPED_BYTES; at += PAGE_BYTES) {
        buffer.put(at, (byte) 1);
      }
      return buffer;
    }
  }

  private static long descend(int depth, CountDownLatch deep) {
    if (depth > 0) {
      return 1 + descend(depth - 1, deep);
    }
    deep.countDown();
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
