package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The JVM writes into a pipe of this process, so that its host needs no disk. It stands still until
 * the last byte is taken; so all that comes is taken at once and put aside, and when that cannot be
 * done any more, or lasts too long, the pipe is closed. HotSpot then writes nothing more, walks
 * through the rest of its heap and goes on.
 */
final class PipeDump implements DumpWay {
  /** What whoever writes the file must do, once nothing more can be put aside. */
  private static final long FLOOR_BYTES_PER_SECOND = 8_000_000;

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MAX_MEMORY_BYTES = 64L << 20;
  private static final long MIN_SPILL_BYTES = 1 << 20;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final long CHECK_MILLIS = 100;
  private static final long ANSWER_MILLIS = 10_000;

  private final DumpTarget target;
  private final DumpPipe pipe;
  private final SpillFile spill;
  private final SpillBuffer buffer;
  private final DumpWriter writer;
  private final String[] options;
  private final int maxPauseSeconds;
  private final CountDownLatch written = new CountDownLatch(1);
  private final AtomicReference<String> trouble = new AtomicReference<>();

  private PipeDump(
      DumpTarget target,
      DumpPipe pipe,
      SpillFile spill,
      DumpWriter writer,
      String[] options,
      int maxPauseSeconds) {
    this.target = target;
    this.pipe = pipe;
    this.spill = spill;
    this.writer = writer;
    this.options = options;
    this.maxPauseSeconds = maxPauseSeconds;
    buffer =
        new SpillBuffer(
            memoryBytes(),
            spill,
            new ThroughputFloor(FLOOR_BYTES_PER_SECOND, WINDOW_NANOS, System::nanoTime));
  }

  /**
   * @param spillBytes how much may be put aside on this process's own temporary disk
   * @throws CliException if that JVM cannot write into a pipe of this process
   */
  static PipeDump prepare(
      DumpTarget target,
      DumpAbilities abilities,
      DumpWriter writer,
      String[] options,
      long spillBytes,
      int maxPauseSeconds)
      throws CliException {
    TargetProcess own = TargetProcess.own();
    String against = abilities.againstPipe();
    if (against == null && !target.process().owner().equals(own.owner())) {
      against =
          "belongs to another user, who cannot open a pipe of this one; run this as that user";
    }
    if (against == null && !target.process().sharesPids(own)) {
      against = "sees other process ids, as in a container; run this in there";
    }
    if (against != null) {
      throw cannot(target, against, null);
    }
    DumpPipe pipe = null;
    SpillFile spill = null;
    PipeDump made = null;
    try {
      pipe = DumpPipe.open(own.pid());
      if (!target.process().seen(pipe.path()).toFile().exists()) {
        throw new IOException("has another /proc, where " + pipe.path() + " is not");
      }
      spill = spill(spillBytes);
      made = new PipeDump(target, pipe, spill, writer, options, maxPauseSeconds);
      return made;
    } catch (IOException unusable) {
      throw cannot(target, unusable.getMessage(), unusable);
    } finally {
      if (made == null && pipe != null) {
        pipe.close();
      }
    }
  }

  @Override
  public String needs() {
    return "nothing is written on the JVM's side; up to "
        + HeapEstimate.megabytes(memoryBytes())
        + " are put aside in memory and "
        + HeapEstimate.megabytes(spill == null ? 0 : spill.capacityBytes())
        + " in "
        + System.getProperty("java.io.tmpdir")
        + " should the file be slower, and after "
        + maxPauseSeconds
        + " s the dump is given up";
  }

  @Override
  public double run(Progress progress) throws CliException {
    RemoteDump dump = new RemoteDump(target, pipe.path(), options);
    begin("diag-heap-output", this::write);
    begin("diag-heap-pipe", this::take);
    dump.start();
    while (!isOver()) {
      if (dump.isDone()) {
        pipe.closeWriteEnd(); // of a JVM that refused nothing else would end it
      } else if (dump.seconds() > maxPauseSeconds) {
        giveUp(
            "the JVM stood still for "
                + maxPauseSeconds
                + " s, which is all that --max-pause allows");
      }
      progress.say(
          "taking the heap of "
              + target.pid()
              + ": "
              + HeapEstimate.megabytes(writer.readBytes())
              + ", "
              + (long) dump.seconds()
              + " s");
    }
    boolean answered = dump.await(ANSWER_MILLIS) && !dump.isBroken();
    if (answered) {
      dump.check(); // a JVM that says why tells more than a dump that ends too early
    }
    String why = trouble.get();
    if (answered && why == null) {
      return dump.seconds();
    }
    why = why == null ? "it does not say that its heap is whole" : why;
    throw new CliException(
        "the dump of JVM " + target.pid() + " was given up: " + why + "; nothing was written");
  }

  @Override
  public void close() {
    pipe.close();
    buffer.fail(new IOException("interrupted"));
    try {
      if (spill != null) {
        spill.close();
      }
    } catch (IOException goneAllTheSame) {
      // it has no name
    }
  }

  /** Takes what comes, as fast as it comes. */
  private void take() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = pipe.input()) {
      int read = in.read(chunk);
      pipe.closeWriteEnd(); // the JVM has opened it, so that its end is the end now
      while (read >= 0) {
        buffer.put(chunk, read);
        read = in.read(chunk);
      }
      buffer.end();
    } catch (IOException | RuntimeException | OutOfMemoryError failed) {
      giveUp(reason(failed));
    }
  }

  private void write() {
    try {
      writer.write(buffer.input());
      written.countDown();
    } catch (IOException | RuntimeException | OutOfMemoryError failed) {
      giveUp(reason(failed));
    }
  }

  /** The first reason counts: the others follow from it. */
  private void giveUp(String why) {
    trouble.compareAndSet(null, why);
    pipe.close();
    buffer.fail(new IOException(why));
    written.countDown();
  }

  /** Who writes may hang on a disk for longer than anybody waits for it. */
  private boolean isOver() throws CliException {
    try {
      return written.await(CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", interrupted);
    }
  }

  private static String reason(Throwable failed) {
    return failed instanceof IOException && failed.getMessage() != null
        ? failed.getMessage()
        : failed.toString();
  }

  private static void begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static long memoryBytes() {
    return Math.min(MAX_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4);
  }

  /** As much as is allowed and free; none if that is hardly anything. */
  private static SpillFile spill(long allowedBytes) throws IOException {
    Path folder = Paths.get(System.getProperty("java.io.tmpdir"));
    long free = new File(folder.toString()).getUsableSpace() - HeapEstimate.FLOOR_BYTES;
    long bytes = Math.min(allowedBytes, free);
    return bytes < MIN_SPILL_BYTES ? null : SpillFile.create(folder, bytes);
  }

  private static CliException cannot(DumpTarget target, String why, Throwable cause) {
    return new CliException(
        "JVM "
            + target.pid()
            + " cannot write its heap into a pipe: it "
            + why
            + "; leave --via pipe out",
        cause);
  }
}
