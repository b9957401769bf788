package io.diag.agent.record;

import io.diag.agent.os.AgentThread;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recording in a JVM where nothing else of the agent is on. It ends by itself at its deadline, so
 * that nothing runs on when the one who asked is gone.
 */
final class TimedRecording implements Recording {
  private static final long CHECK_MILLIS = 500;

  private final String id;
  private final RecordSource source;
  private final RecordFile file;
  private final long startedNanos = System.nanoTime();
  private final long lengthNanos;
  private String cutShort;
  private boolean running;

  TimedRecording(String id, RecordSource source, RecordFile file, long seconds) {
    this.id = id;
    this.source = source;
    this.file = file;
    lengthNanos = seconds * 1_000_000_000L;
  }

  /**
   * Starts; the file is closed when it cannot.
   *
   * @throws IOException with the reason
   * @throws IllegalStateException if the profiler refuses
   */
  synchronized void start() throws IOException {
    try {
      source.start(file);
      running = true;
      AgentThread.create("diag-record", this::awaitDeadline).start();
    } finally {
      if (!running) {
        file.close();
      }
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public File path() {
    return file.path();
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  @Override
  public synchronized long secondsLeft() {
    return running ? Math.max(1, leftMillis() / 1_000) : 0;
  }

  @Override
  public synchronized void stop() {
    if (!running) {
      return;
    }
    running = false;
    notifyAll();
    try {
      source.stop(file);
    } catch (IOException unfinished) {
      cutShort = unfinished.getMessage();
    } finally {
      file.close();
    }
  }

  @Override
  public synchronized Map<String, String> outcome() {
    Map<String, String> outcome = new LinkedHashMap<>(source.particulars());
    if (cutShort != null) {
      outcome.put("short", cutShort);
    }
    return outcome;
  }

  private synchronized void awaitDeadline() {
    while (running) {
      String trouble = trouble();
      if (trouble != null || leftMillis() <= 0) {
        cutShort = trouble;
        stop();
        return;
      }
      try {
        wait(Math.max(1, Math.min(leftMillis(), CHECK_MILLIS)));
      } catch (InterruptedException notOurs) {
        // the deadline decides
      }
    }
  }

  /** Why it cannot go on, or null. */
  private String trouble() {
    try {
      source.step(file);
      return file.trouble();
    } catch (IOException cannotGoOn) {
      return cannotGoOn.getMessage();
    }
  }

  private long leftMillis() {
    return (startedNanos + lengthNanos - System.nanoTime()) / 1_000_000;
  }
}
