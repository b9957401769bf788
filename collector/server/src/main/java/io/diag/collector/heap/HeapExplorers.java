package io.diag.collector.heap;

import io.diag.collector.api.ProblemException;
import io.diag.heap.explore.HeapExplorer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the indexes of dumps to look at objects, and keeps the last few open. One question is
 * answered at a time, since each may go over all objects. Any thread; blocks.
 */
public final class HeapExplorers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeapExplorers.class);

  /** Each holds the names of a dump's classes. */
  private static final int KEPT = 2;

  /** So many requests wait, each with a thread. */
  private static final int WAITING = 8;

  private final HeapDumps dumps;
  private final Semaphore waiting = new Semaphore(WAITING);
  private final Map<String, HeapExplorer> open = new LinkedHashMap<>(KEPT, 0.75f, true);

  public HeapExplorers(HeapDumps dumps) {
    this.dumps = dumps;
    dumps.whenOutdated(this::close);
  }

  /** A question about objects of a dump. */
  @FunctionalInterface
  public interface Question<T> {
    T ask(HeapExplorer explorer) throws IOException;
  }

  /**
   * @throws ProblemException if there is no such dump, no analysis of it, or no room to look
   */
  public <T> T answer(String id, Question<T> question) {
    if (!waiting.tryAcquire()) {
      throw new ProblemException(
          503, "busy", "Too busy", "Too many questions about heap dumps wait; ask again later.");
    }
    try {
      return inTurn(id, question);
    } finally {
      waiting.release();
    }
  }

  private synchronized <T> T inTurn(String id, Question<T> question) {
    dumps.find(id).orElseThrow(() -> HeapReports.unknown(id)).requireDone();
    try {
      return question.ask(explorer(id));
    } catch (IOException e) {
      close(id);
      LOG.warn("heap dump {} cannot be looked at: {}", id, e.toString());
      throw new ProblemException(
          409,
          "no-index",
          "Cannot be looked at",
          "The index of heap dump "
              + id
              + " cannot be read, or there is too little disk; POST to .../"
              + id
              + "/analyse writes it again.");
    }
  }

  /** Blocks while a question is answered. */
  private synchronized void close(String id) {
    HeapExplorer explorer = open.remove(id);
    if (explorer != null) {
      close(explorer);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(HeapExplorers::close);
    open.clear();
  }

  private HeapExplorer explorer(String id) throws IOException {
    HeapExplorer known = open.get(id);
    if (known == null) {
      known = HeapExplorer.open(dumps.index(id));
      open.put(id, known);
      if (open.size() > KEPT) {
        String eldest = open.keySet().iterator().next();
        close(open.remove(eldest));
      }
    }
    return known;
  }

  private static void close(HeapExplorer explorer) {
    try {
      explorer.close();
    } catch (IOException e) {
      LOG.warn("an index cannot be closed: {}", e.toString());
    }
  }
}
