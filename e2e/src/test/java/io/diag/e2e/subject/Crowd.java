package io.diag.e2e.subject;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Has many threads that wait and many mappings: {@code THREADS MAPPINGS}. */
public final class Crowd {
  private static final int PAGE = 4_096;
  private static final long STACK_BYTES = 256 << 10;

  private Crowd() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      Thread thread = new Thread(null, () -> await(never), "crowd-" + i, STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
    }
    List<MappedByteBuffer> kept = mapped(Integer.parseInt(args[1]));
    System.out.println("ready");
    never.await();
    System.out.println(kept.size());
  }

  /** Every other page of a file, so that the kernel makes no one mapping of two. */
  private static List<MappedByteBuffer> mapped(int count) throws IOException {
    List<MappedByteBuffer> mapped = new ArrayList<>();
    Path file = Files.createTempFile("crowd", ".bin");
    file.toFile().deleteOnExit();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      for (int i = 0; i < count; i++) {
        mapped.add(channel.map(FileChannel.MapMode.READ_WRITE, 2L * i * PAGE, PAGE));
        mapped.get(i).put(0, (byte) 1);
      }
    }
    return mapped;
  }

  private static void await(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
