package io.diag.collector.heap;

import io.diag.collector.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heap dumps and their analyses. One is analysed at a time, the oldest first; what was not done
 * when the collector ended is begun again at its next start. Any thread.
 */
public final class HeapDumps implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeapDumps.class);

  /** Left on the disk for what the collector must keep. */
  private static final long MIN_FREE_BYTES = 512L << 20;

  private static final Comparator<HeapDump> NEWEST_FIRST =
      Comparator.comparingLong(HeapDump::addedAt).reversed().thenComparing(HeapDump::id);

  /** Each holds a thread that answers requests. */
  private static final int UPLOADS = 4;

  private final DumpFiles files;
  private final Semaphore uploads = new Semaphore(UPLOADS);
  private final long budgetBytes;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Map<String, HeapDump> dumps = new LinkedHashMap<>();
  private final HeapAnalyst analyst;
  private final List<Consumer<String>> outdated = new CopyOnWriteArrayList<>();

  /**
   * Opens what the data directory holds, and goes on with what was not done. Blocks.
   *
   * @param budgetBytes of all dumps together
   * @param ids makes ids that fit into a path
   */
  public HeapDumps(Path dataDirectory, long budgetBytes, Clock clock, Supplier<String> ids)
      throws IOException {
    files = new DumpFiles(dataDirectory);
    this.budgetBytes = budgetBytes;
    this.clock = clock;
    this.ids = ids;
    for (HeapDump dump : files.load()) {
      dumps.put(dump.id(), dump.state().isFinal() ? dump : dump.in(HeapDumpState.WAITING));
    }
    analyst = HeapAnalyst.start(this, files);
  }

  /**
   * Takes a dump in and lets it wait for its analysis. Blocks as long as the sender takes. The
   * oldest dumps go if there is no room otherwise.
   *
   * @param length of the body, or -1
   * @param jvm the id of the JVM it is of, or null
   * @throws ProblemException if it is refused; nothing is kept then
   */
  public HeapDump add(String name, String jvm, InputStream body, long length) {
    if (!uploads.tryAcquire()) {
      throw new ProblemException(
          503,
          "busy",
          "Too busy",
          UPLOADS + " heap dumps are being taken in already; send this one when they are done.");
    }
    String id = ids.get();
    boolean kept = false;
    try {
      files.make(id);
      long bytes =
          DumpUpload.write(body, length, budgetBytes, files.dump(id), this::requireFreeSpace);
      HeapDump dump = HeapDump.added(id, name, jvm, clock.millis(), bytes);
      files.save(dump);
      kept = true;
      put(dump);
      makeRoom(id);
      return dump;
    } catch (IOException e) {
      LOG.error("a heap dump cannot be kept", e);
      throw new ProblemException(
          507,
          "disk-full",
          "No room",
          "The heap dump cannot be written; nothing was kept, make room for the collector and send"
              + " it again.");
    } finally {
      uploads.release();
      if (!kept) {
        files.delete(id);
      }
    }
  }

  /**
   * Takes a dump over that has come whole, and lets it wait for its analysis.
   *
   * @param id of the dump
   * @param file is moved
   */
  HeapDump adopt(String id, String name, String jvm, Path file, long bytes) throws IOException {
    boolean kept = false;
    try {
      files.make(id);
      Files.move(file, files.dump(id));
      HeapDump dump = HeapDump.added(id, name, jvm, clock.millis(), bytes);
      files.save(dump);
      kept = true;
      put(dump);
      makeRoom(id);
      return dump;
    } finally {
      if (!kept) {
        files.delete(id);
      }
    }
  }

  /**
   * @throws ProblemException if a dump is larger than all may be together
   */
  void requireRoom(long bytes) {
    DumpUpload.requireSize(bytes, budgetBytes);
  }

  /**
   * Has somebody told of dumps whose analysis is gone, or begun again.
   *
   * @param listener gets the id, on whichever thread it happens
   */
  void whenOutdated(Consumer<String> listener) {
    outdated.add(listener);
  }

  /** The newest first. */
  public synchronized List<HeapDump> list() {
    return dumps.values().stream().sorted(NEWEST_FIRST).toList();
  }

  public synchronized Optional<HeapDump> find(String id) {
    return Optional.ofNullable(dumps.get(id));
  }

  /** What the analysis came to, as JSON; a file that is there while its state is done. */
  public Path report(String id) {
    return files.report(id);
  }

  /** The folder that the analysis left, to look at objects; there while its state is done. */
  public Path index(String id) {
    return files.index(id);
  }

  /**
   * Gives the analysis up, if it is not done; the dump stays.
   *
   * @return whether there is such a dump
   */
  public boolean cancel(String id) {
    HeapDump dump = find(id).orElse(null);
    if (dump == null) {
      return false;
    }
    if (!dump.state().isFinal()) {
      put(dump.in(HeapDumpState.CANCELLED));
      analyst.stop(id);
      save(id);
    }
    return true;
  }

  /**
   * Lets a dump wait for its analysis once more, unless it waits already or is analysed now.
   *
   * @return whether there is such a dump
   */
  public boolean analyseAgain(String id) {
    HeapDump dump = find(id).orElse(null);
    if (dump == null) {
      return false;
    }
    if (dump.state().isFinal()) {
      outdated.forEach(listener -> listener.accept(id));
      put(dump.in(HeapDumpState.WAITING));
      save(id);
    }
    return true;
  }

  /**
   * Deletes a dump and what its analysis came to.
   *
   * @return whether there was one
   */
  public boolean delete(String id) {
    HeapDump dump;
    synchronized (this) {
      dump = dumps.remove(id);
    }
    if (dump == null) {
      return false;
    }
    analyst.stop(id);
    outdated.forEach(listener -> listener.accept(id)); // what is open would keep its room
    files.delete(id);
    return true;
  }

  /** Stops the analysis that runs; it is begun again at the next start. */
  @Override
  public void close() {
    analyst.close();
  }

  /** Blocks until a dump waits for its analysis; of several the oldest. */
  synchronized HeapDump awaitWaiting() throws InterruptedException {
    while (true) {
      Optional<HeapDump> next =
          dumps.values().stream()
              .filter(dump -> dump.state() == HeapDumpState.WAITING)
              .min(Comparator.comparingLong(HeapDump::addedAt));
      if (next.isPresent()) {
        return next.get();
      }
      wait();
    }
  }

  /**
   * @return whether the dump waited; it does not any more
   */
  synchronized boolean begin(String id) {
    HeapDump dump = dumps.get(id);
    if (dump == null || dump.state() != HeapDumpState.WAITING) {
      return false;
    }
    put(dump.in(HeapDumpState.ANALYSING));
    return true;
  }

  void at(String id, String step, Double progress) {
    replace(id, dump -> dump.at(step, progress));
  }

  /**
   * An analysis came to its end, which counts unless the dump was cancelled or deleted meanwhile.
   *
   * @param indexBytes of what it left on the disk
   */
  void done(String id, long indexBytes) {
    replace(id, dump -> dump.done(indexBytes));
    save(id);
    makeRoom(id);
  }

  /** An analysis failed, which counts unless the dump was cancelled or deleted meanwhile. */
  void failed(String id, String reason) {
    replace(id, dump -> dump.failed(reason));
    save(id);
  }

  private synchronized void put(HeapDump dump) {
    dumps.put(dump.id(), dump);
    notifyAll();
  }

  /** Changes a dump unless it is in a final state, or gone. */
  private synchronized void replace(String id, UnaryOperator<HeapDump> change) {
    HeapDump dump = dumps.get(id);
    if (dump != null && !dump.state().isFinal()) {
      put(change.apply(dump));
    }
  }

  private void save(String id) {
    HeapDump dump = find(id).orElse(null);
    try {
      if (dump != null) {
        files.save(dump);
      }
    } catch (IOException e) {
      LOG.warn("the state of heap dump {} cannot be kept: {}", id, e.toString());
    }
  }

  /**
   * @throws ProblemException if the disk is nearly full
   */
  void requireFreeSpace() throws IOException {
    if (files.usableBytes() < MIN_FREE_BYTES) {
      throw new ProblemException(
          507,
          "disk-full",
          "No room",
          "Less than "
              + (MIN_FREE_BYTES >> 20)
              + " MiB are free on the collector's disk; nothing was kept, make room and send it"
              + " again.");
    }
  }

  private void makeRoom(String newest) {
    long bytes = 0;
    for (HeapDump dump : list()) {
      bytes += dump.diskBytes();
      if (bytes > budgetBytes && !dump.id().equals(newest)) {
        LOG.info("deleting heap dump {} of {}: there are newer ones", dump.id(), dump.name());
        delete(dump.id());
      }
    }
  }
}
