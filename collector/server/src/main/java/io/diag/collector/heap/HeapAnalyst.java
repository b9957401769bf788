package io.diag.collector.heap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses the dumps that wait, one after the other, on a thread of its own. What it is at when it
 * is closed still waits at the next start, for only an end is written down.
 */
final class HeapAnalyst implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeapAnalyst.class);

  private final HeapDumps dumps;
  private final DumpFiles files;
  private final Thread thread = new Thread(this::run, "diag-heap-analyst");
  private AnalysisProcess running;
  private String runningId;
  private boolean closed;

  /** Does nothing until it is {@link #start started}. */
  HeapAnalyst(HeapDumps dumps, DumpFiles files) {
    this.dumps = dumps;
    this.files = files;
  }

  static HeapAnalyst start(HeapDumps dumps, DumpFiles files) {
    HeapAnalyst analyst = new HeapAnalyst(dumps, files);
    analyst.thread.setDaemon(true);
    analyst.thread.start();
    return analyst;
  }

  /** Ends the analysis of a dump, if that is what runs. Any thread. */
  synchronized void stop(String id) {
    if (id.equals(runningId)) {
      running.close();
    }
  }

  /** Blocks until nothing runs any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (running != null) {
        running.close();
      }
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Analyses until it is closed. */
  void run() {
    try {
      // an interrupt alone goes unseen where another dump waits, for then nobody does
      while (!isClosed()) {
        String id = dumps.awaitWaiting().id();
        try {
          analyse(id);
        } catch (IOException | RuntimeException e) {
          LOG.error("the analysis of heap dump {} could not be run", id, e);
          dumps.failed(id, "it could not be run: " + e.getMessage());
        }
      }
    } catch (InterruptedException closing) {
      // the process was ended by whoever closes
    }
  }

  private void analyse(String id) throws IOException, InterruptedException {
    Path part = files.report(id).resolveSibling("report.part");
    boolean done = false;
    try (AnalysisProcess process = begin(id, part)) {
      if (process == null) {
        return;
      }
      String failure = process.await((step, share) -> dumps.at(id, step, share));
      if (isClosed()) {
        return;
      }
      if (failure != null) {
        dumps.failed(id, failure);
        return;
      }
      Files.move(part, files.report(id), StandardCopyOption.REPLACE_EXISTING);
      dumps.done(id, files.indexBytes(id));
      done = true;
    } finally {
      synchronized (this) {
        running = null;
        runningId = null;
      }
      if (!done) {
        DumpFiles.delete(files.index(id));
      }
      Files.deleteIfExists(part);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Null if it is not wanted any more. */
  private synchronized AnalysisProcess begin(String id, Path report) throws IOException {
    if (closed || !dumps.begin(id)) {
      return null;
    }
    running = AnalysisProcess.start(files.dump(id), files.index(id), report);
    runningId = id;
    return running;
  }
}
