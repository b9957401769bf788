package io.diag.collector.store.sqlite;

import io.diag.collector.store.StoreException;
import io.diag.collector.store.StoreFullException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one thread that writes. Whatever waits is written in one transaction a file, so that many
 * items share one sync of the disk; an item that fails is undone alone. A caller is told that its
 * item is in only after the commit, and that it failed only once nothing of it is left.
 */
final class GroupCommitter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
  private static final int MAX_WAITING = 1_000;
  private static final int MAX_GROUP = 200;
  private static final long IDLE_MILLIS = 1_000;

  private final BlockingQueue<Write<?, ?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Write<?, ?> wake = new Write<>(null, null);
  private final Idle idle;
  private final Thread thread;
  private volatile boolean closed;

  GroupCommitter(Idle idle) {
    this.idle = idle;
    thread = new Thread(this::run, "diag-store-writer");
    thread.start();
  }

  /** Finds the file to write to; called by the writer thread. */
  @FunctionalInterface
  interface Target<F extends SqliteFile> {
    F open() throws SQLException, IOException;
  }

  /** Writes one item within a transaction; called by the writer thread. */
  @FunctionalInterface
  interface Work<F extends SqliteFile, T> {
    T on(F file) throws SQLException, IOException;
  }

  /** What to do when nothing waits and after each group; called by the writer thread. */
  @FunctionalInterface
  interface Idle {
    void run() throws SQLException, IOException;
  }

  private static final class Write<F extends SqliteFile, T> {
    final Target<F> target;
    final Work<F, T> work;
    final CompletableFuture<T> done = new CompletableFuture<>();
    F file;
    T result;
    StoreException failure;

    Write(Target<F> target, Work<F, T> work) {
      this.target = target;
      this.work = work;
    }

    SqliteFile openTarget() throws SQLException, IOException {
      file = target.open();
      return file;
    }

    void run() throws SQLException, IOException {
      result = work.on(file);
    }

    /** To be called once what is in the file agrees with it. */
    void tell() {
      if (failure == null) {
        done.complete(result);
      } else {
        done.completeExceptionally(failure);
      }
    }
  }

  /** How many writes wait. Any thread. */
  int waiting() {
    return waiting.size();
  }

  /**
   * Writes and commits. Blocks until that is done.
   *
   * @throws StoreException if nothing of it was written
   */
  <F extends SqliteFile, T> T write(Target<F> target, Work<F, T> work) {
    Write<F, T> write = new Write<>(target, work);
    try {
      if (closed || !waiting.offer(write, 10, TimeUnit.SECONDS)) {
        throw new StoreException("the store is closed or does not keep up", null);
      }
      if (closed && waiting.remove(write)) {
        throw new StoreException("the store is closed", null);
      }
      return write.done.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting to write", e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException failure ? failure : failure(e.getCause());
    }
  }

  /** Writes what waits, then ends the thread. */
  @Override
  public void close() {
    closed = true;
    // Only wakes the thread: a full queue means that it is awake.
    if (!waiting.offer(wake)) {
      LOG.info("writing {} items before closing", waiting.size());
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      List<Write<?, ?>> group = new ArrayList<>();
      try {
        Write<?, ?> first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          waiting.drainTo(group, MAX_GROUP - 1);
          group.remove(wake);
          writeGroup(group);
        }
        if (closed && waiting.isEmpty()) {
          return;
        }
        idle.run();
      } catch (InterruptedException nobodyDoesThis) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable failed) {
        group.forEach(write -> write.done.completeExceptionally(failed));
        if (group.isEmpty()) {
          // Idle work is tried again in a second; what waits must not wait for it.
          LOG.warn("housekeeping of the store failed, trying again: {}", failed.toString());
        }
      }
    }
  }

  private static void writeGroup(List<Write<?, ?>> group) {
    Map<SqliteFile, List<Write<?, ?>>> byFile = new LinkedHashMap<>();
    for (Write<?, ?> write : group) {
      try {
        byFile.computeIfAbsent(write.openTarget(), file -> new ArrayList<>()).add(write);
      } catch (SQLException | IOException | RuntimeException e) {
        write.done.completeExceptionally(failure(e));
      }
    }
    byFile.forEach(GroupCommitter::writeFile);
  }

  private static void writeFile(SqliteFile file, List<Write<?, ?>> writes) {
    try {
      file.execute("BEGIN IMMEDIATE");
      for (Write<?, ?> write : writes) {
        writeOne(file, write);
      }
      file.execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      rollBack(file, "ROLLBACK");
      for (Write<?, ?> write : writes) {
        write.failure = write.failure == null ? failure(e) : write.failure;
      }
    }
    writes.forEach(Write::tell);
  }

  /** An item that fails is undone alone. */
  private static void writeOne(SqliteFile file, Write<?, ?> write) throws SQLException {
    file.execute("SAVEPOINT item");
    try {
      write.run();
      file.execute("RELEASE item");
    } catch (SQLException | IOException | RuntimeException e) {
      write.failure = failure(e);
      file.execute("ROLLBACK TO item");
      file.execute("RELEASE item");
      file.rolledBack();
    }
  }

  private static void rollBack(SqliteFile file, String statement) {
    try {
      file.execute(statement);
    } catch (SQLException alreadyRolledBack) {
      // SQLite undoes the transaction by itself after some failures, a full disk among them.
    } finally {
      file.rolledBack();
    }
  }

  private static StoreException failure(Throwable e) {
    if (e instanceof StoreException known) {
      return known;
    }
    if (e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
      return new StoreFullException("the disk is full: " + e.getMessage(), e);
    }
    if (e instanceof IOException && String.valueOf(e.getMessage()).contains("No space left")) {
      return new StoreFullException("the disk is full: " + e.getMessage(), e);
    }
    return new StoreException("the store failed: " + e.getMessage(), e);
  }
}
