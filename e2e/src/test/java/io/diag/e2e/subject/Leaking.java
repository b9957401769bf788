package io.diag.e2e.subject;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Serves for a while and then keeps ever more memory of one kind at a steady rate: {@code
 * KIND[+KIND] KIB_A_SECOND}. With {@code none} it fills a cache and goes on with garbage alone.
 */
public final class Leaking {
  private static final int PIECE = 64 << 10;
  private static final int MAPPED_PIECE = 1 << 20;

  /** What a thread, a loader with one class, and a deflater that was used take, about. */
  private static final int THREAD_BYTES = 96 << 10;

  private static final int LOADER_BYTES = 12 << 10;
  private static final int DEFLATER_BYTES = 220 << 10;
  private static final int INFLATER_BYTES = 40 << 10;

  private static final long CACHE_BYTES = 64 << 20;
  private static final int ROUNDS_A_SECOND = 10;

  /** Kept in sight so that it is allocated at all. */
  static volatile byte[] garbage;

  private static final List<Object> KEPT = new ArrayList<>();
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static Object unsafe;
  private static Method allocateMemory;
  private static Method setMemory;
  private static FileChannel file;
  private static byte[] seed;
  private static byte[] deflated;

  private Leaking() {}

  /** Defined once by each of many loaders. */
  static final class Seed {}

  /** Keeps so many bytes more, as near as its pieces allow. */
  private interface Leak {
    void grow(long bytes) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    List<Leak> leaks = new ArrayList<>();
    for (String kind : args[0].split("\\+")) {
      leaks.add(leak(kind));
    }
    long bytesPerRound = Long.parseLong(args[1]) * 1024 / ROUNDS_A_SECOND;
    long steadySeconds = args.length > 2 ? Long.parseLong(args[2]) : 0;
    System.out.println("ready");
    long start = System.nanoTime();
    long due = start;
    while (true) {
      work();
      if (System.nanoTime() - start > steadySeconds * 1_000_000_000L) {
        for (Leak leak : leaks) {
          leak.grow(bytesPerRound);
        }
      }
      due += 1_000_000_000L / ROUNDS_A_SECOND;
      Thread.sleep(Math.max(1, (due - System.nanoTime()) / 1_000_000));
    }
  }

  private static void work() {
    for (int i = 0; i < 20; i++) {
      garbage = new byte[PIECE];
    }
  }

  private static Leak leak(String kind) throws Exception {
    return switch (kind) {
      case "none" -> Leaking::fillCache;
      case "heap" -> owed(PIECE, Leaking::keepBytes);
      case "direct" -> owed(PIECE, Leaking::keepDirect);
      case "unsafe" -> {
        findUnsafe();
        yield owed(PIECE, Leaking::keepUnsafe);
      }
      case "arena" -> owed(PIECE, Leaking::keepSegment);
      case "deflater" -> owed(DEFLATER_BYTES, Leaking::keepDeflater);
      case "inflater" -> {
        Deflater once = new Deflater();
        once.setInput(uneven());
        once.finish();
        deflated = new byte[PIECE];
        once.deflate(deflated);
        once.end();
        yield owed(INFLATER_BYTES, Leaking::keepInflater);
      }
      case "mapped" -> {
        File temporary = File.createTempFile("mapped", null);
        temporary.deleteOnExit();
        file = new RandomAccessFile(temporary, "rw").getChannel();
        yield owed(MAPPED_PIECE, Leaking::keepMapped);
      }
      case "threads" -> owed(THREAD_BYTES, Leaking::keepThread);
      case "loaders" -> {
        seed = bytes();
        yield owed(LOADER_BYTES, Leaking::keepLoader);
      }
      case "code" -> {
        byte[] bulky = Bulky.compile();
        yield owed(
            Bulky.CODE_BYTES, () -> KEPT.add(Bulky.warm(new Nursery().define(Bulky.NAME, bulky))));
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private interface Piece {
    void keep() throws Exception;
  }

  /** Whole pieces, with what is left over owed to the next round. */
  private static Leak owed(long pieceBytes, Piece piece) {
    long[] owed = new long[1];
    return bytes -> {
      for (owed[0] += bytes; owed[0] >= pieceBytes; owed[0] -= pieceBytes) {
        piece.keep();
      }
    };
  }

  private static void fillCache(long bytes) {
    for (long left = bytes; left > 0 && (long) KEPT.size() * PIECE < CACHE_BYTES; left -= PIECE) {
      KEPT.add(new byte[PIECE]);
    }
  }

  private static void keepBytes() {
    KEPT.add(new byte[PIECE]);
  }

  private static void keepLoader() {
    KEPT.add(new Nursery().define(Seed.class.getName(), seed));
  }

  private static void keepDirect() {
    KEPT.add(ByteBuffer.allocateDirect(PIECE));
  }

  /** By reflection, since compilers warn of it. */
  private static void findUnsafe() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    unsafe = field.get(null);
    allocateMemory = type.getMethod("allocateMemory", long.class);
    setMemory = type.getMethod("setMemory", long.class, long.class, byte.class);
  }

  private static void keepUnsafe() throws ReflectiveOperationException {
    long address = (long) allocateMemory.invoke(unsafe, (long) PIECE);
    setMemory.invoke(unsafe, address, (long) PIECE, (byte) 1);
  }

  /** By reflection, since it is not there before 22. */
  private static void keepSegment() throws ReflectiveOperationException {
    Class<?> arenas = Class.forName("java.lang.foreign.Arena");
    Object arena = arenas.getMethod("ofShared").invoke(null);
    Method allocate = arenas.getMethod("allocate", long.class, long.class);
    KEPT.add(allocate.invoke(arena, (long) PIECE, 8L));
  }

  private static void keepDeflater() {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(uneven());
    deflater.deflate(new byte[PIECE]);
    deflater.setInput(new byte[0]); // it would keep the other one on the heap
    KEPT.add(deflater);
  }

  /** It has its window once it has given out more than one piece. */
  private static void keepInflater() throws DataFormatException {
    Inflater inflater = new Inflater();
    inflater.setInput(deflated);
    byte[] output = new byte[PIECE / 2];
    inflater.inflate(output, 0, PIECE / 4);
    inflater.inflate(output);
    inflater.setInput(new byte[0]);
    KEPT.add(inflater);
  }

  private static byte[] uneven() {
    byte[] bytes = new byte[PIECE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * 31) >> 3);
    }
    return bytes;
  }

  private static void keepMapped() throws IOException {
    MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, file.size(), MAPPED_PIECE);
    for (int i = 0; i < MAPPED_PIECE; i += 4096) {
      mapped.put(i, (byte) 1);
    }
    KEPT.add(mapped);
  }

  private static void keepThread() {
    Thread thread = new Thread(() -> deep(60), "kept-" + KEPT.size());
    thread.setDaemon(true);
    thread.start();
    KEPT.add(thread);
  }

  /** Some stack, as a handler would have. */
  private static int deep(int depth) {
    if (depth > 0) {
      return deep(depth - 1) + 1;
    }
    try {
      NEVER.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static final class Nursery extends ClassLoader {
    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = Leaking.class.getResourceAsStream("Leaking$Seed.class")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }
}
