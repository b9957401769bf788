package io.diag.servers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Ways in which a handler blocks its event loop. */
public enum Plant {
  PING {
    @Override
    void block(long millis) {
      // answers at once
    }
  },
  SLEEP {
    @Override
    void block(long millis) throws Exception {
      Thread.sleep(millis);
    }
  },
  BURN {
    @Override
    void block(long millis) {
      double sum = 0;
      for (long end = end(millis); System.nanoTime() - end < 0; ) {
        sum += Math.sin(sum + 1);
      }
      if (Double.isNaN(sum)) {
        System.out.println("failed " + sum);
      }
    }
  },
  REGEX {
    @Override
    void block(long millis) {
      long end = end(millis);
      Pattern endless = Pattern.compile("(a+)+b");
      for (int length = 12; System.nanoTime() - end < 0; length++) {
        endless.matcher("a".repeat(Math.min(20, length))).matches();
      }
    }
  },
  JSON {
    @Override
    void block(long millis) throws Exception {
      String large = "[" + "{\"article\":\"shoe\",\"pieces\":[1,2,3]},".repeat(10_000) + "0]";
      for (long end = end(millis); System.nanoTime() - end < 0; ) {
        try (JsonParser json = new JsonFactory().createParser(large)) {
          while (json.nextToken() != null) {
            json.getText();
          }
        }
      }
    }
  },
  MONITOR {
    @Override
    void block(long millis) throws Exception {
      Object lock = new Object();
      CountDownLatch held = new CountDownLatch(1);
      inAnotherThread(
          () -> {
            synchronized (lock) {
              held.countDown();
              Thread.sleep(millis);
            }
          });
      held.await();
      synchronized (lock) {
        lock.notifyAll();
      }
    }
  },
  LOCK {
    @Override
    void block(long millis) throws Exception {
      ReentrantLock lock = new ReentrantLock();
      CountDownLatch held = new CountDownLatch(1);
      inAnotherThread(
          () -> {
            lock.lock();
            try {
              held.countDown();
              Thread.sleep(millis);
            } finally {
              lock.unlock();
            }
          });
      held.await();
      lock.lock();
      try {
        lock.newCondition().signalAll();
      } finally {
        lock.unlock();
      }
    }
  },
  FUTURE {
    @Override
    void block(long millis) throws Exception {
      CompletableFuture<String> answer = new CompletableFuture<>();
      inAnotherThread(
          () -> {
            Thread.sleep(millis);
            answer.complete("late");
          });
      answer.get();
    }
  },
  SOCKET {
    @Override
    void block(long millis) throws Exception {
      try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket socket = new Socket(slow.getInetAddress(), slow.getLocalPort())) {
        inAnotherThread(
            () -> {
              try (Socket accepted = slow.accept()) {
                Thread.sleep(millis);
                accepted.getOutputStream().write(1);
              }
            });
        if (socket.getInputStream().read() < 0) {
          throw new IOException("no answer");
        }
      }
    }
  },
  FSYNC {
    @Override
    void block(long millis) throws Exception {
      Path file = Files.createTempFile("fsync", ".log");
      ByteBuffer line = ByteBuffer.allocate(1 << 16);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (long end = end(millis); System.nanoTime() - end < 0; ) {
          channel.write(line.rewind(), 0);
          channel.force(true);
        }
      } finally {
        Files.delete(file);
      }
    }
  },
  SELECT {
    @Override
    void block(long millis) throws Exception {
      try (Selector nested = Selector.open()) {
        nested.select(millis);
      }
    }
  },
  GC {
    @Override
    void block(long millis) {
      for (long end = end(millis); System.nanoTime() - end < 0; ) {
        System.gc();
      }
    }
  };

  private interface Work {
    void run() throws Exception;
  }

  /** Blocks the thread that calls, about so long. */
  abstract void block(long millis) throws Exception;

  /**
   * What a handler does with a path, as in {@code /sleep/200}: blocks, and prints for how long.
   *
   * @return what to answer
   */
  public static String at(String path) {
    String[] parts = path.split("/");
    Plant plant = valueOf(parts[1].toUpperCase(Locale.ROOT));
    long start = System.nanoTime();
    try {
      plant.block(Long.parseLong(parts[2]));
    } catch (Exception failed) {
      System.out.println("failed " + plant + " " + failed);
    }
    if (plant != PING) {
      System.out.println("planted " + plant + " " + (System.nanoTime() - start) / 1_000 + " us");
    }
    return "done";
  }

  private static long end(long millis) {
    return System.nanoTime() + millis * 1_000_000;
  }

  private static void inAnotherThread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception failed) {
                System.out.println("failed " + failed);
              }
            },
            "the-other");
    thread.setDaemon(true);
    thread.start();
  }
}
