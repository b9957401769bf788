package io.diag.collector.command;

import io.diag.collector.api.ProblemException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Agents that wait for a command, without a thread each: a bounded number of requests, one a JVM.
 * Any thread; nothing blocks.
 */
final class PollWaiters implements AutoCloseable {
  private static final int ANSWER_THREADS = 2;

  private final int max;
  private final ConcurrentHashMap<String, CompletableFuture<Void>> waiting =
      new ConcurrentHashMap<>();

  /** Answers are written here and not on the JDK's one thread for timeouts. */
  private final ExecutorService answers;

  private volatile boolean closed;

  PollWaiters(int max) {
    this.max = max;
    answers =
        Executors.newFixedThreadPool(
            ANSWER_THREADS,
            work -> {
              Thread thread = new Thread(work, "diag-command-answer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the answer when there may be something for this JVM, or when the time is over, and
   * completes after it. An earlier request of the same JVM is answered now: whoever sent it is not
   * there any more.
   *
   * @throws ProblemException if too many wait
   */
  CompletableFuture<Void> await(String jvmId, long millis, Runnable answer) {
    if (waiting.size() >= max && !waiting.containsKey(jvmId)) {
      throw new ProblemException(
          503, "busy", "Too busy", "Too many agents wait for commands; ask again later.");
    }
    if (closed) {
      answer.run();
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> earlier = waiting.put(jvmId, mine);
    if (earlier != null) {
      earlier.complete(null);
    }
    return mine.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
        .thenRunAsync(
            () -> {
              waiting.remove(jvmId, mine);
              answer.run();
            },
            answers);
  }

  /** Has the JVM's request answered now, if one waits. */
  void wake(String jvmId) {
    CompletableFuture<Void> waiter = waiting.get(jvmId);
    if (waiter != null) {
      waiter.complete(null);
    }
  }

  /** Has every request answered, and those that still come at once. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(waiting.values()).forEach(waiter -> waiter.complete(null));
    answers.shutdown();
  }
}
