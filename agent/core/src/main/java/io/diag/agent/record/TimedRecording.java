package io.diag.agent.record;

import io.diag.agent.os.AgentThread;
import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.ProfilerCommands;
import java.io.File;
import java.util.Collections;
import java.util.Map;

/**
 * A recording in a JVM where nothing else of the agent is on. It ends by itself at its deadline, so
 * that nothing runs on when the one who asked is gone.
 */
final class TimedRecording implements Recording {
  private static final long CHECK_MILLIS = 500;

  private final String id;
  private final NativeProfiler profiler;
  private final RecordFile file;
  private final long startedNanos = System.nanoTime();
  private final long lengthNanos;
  private String cutShort;
  private boolean running;

  TimedRecording(String id, NativeProfiler profiler, RecordFile file, long seconds) {
    this.id = id;
    this.profiler = profiler;
    this.file = file;
    lengthNanos = seconds * 1_000_000_000L;
  }

  /**
   * Starts; the file is closed when it cannot.
   *
   * @throws IllegalStateException if the profiler refuses
   */
  synchronized void start(RecordedEvent event) {
    try {
      stopLeftOver();
      profiler.execute(ProfilerCommands.startUnlimited(event.plan(), file.path()));
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
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException stoppedByAnother) {
      // what was recorded until then is in the file
    } finally {
      file.close();
    }
  }

  @Override
  public synchronized Map<String, String> outcome() {
    return cutShort == null
        ? Collections.<String, String>emptyMap()
        : Collections.singletonMap("short", cutShort);
  }

  private synchronized void awaitDeadline() {
    while (running) {
      String trouble = file.trouble();
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

  private long leftMillis() {
    return (startedNanos + lengthNanos - System.nanoTime()) / 1_000_000;
  }

  /** A session that ended without its last word may have left the profiler running. */
  private void stopLeftOver() {
    try {
      profiler.execute(ProfilerCommands.STOP);
    } catch (IllegalStateException notRunning) {
      // as it should be
    }
  }
}
