package io.diag.agent.record;

import io.diag.agent.os.AgentThread;
import io.diag.agent.os.ScratchFolder;
import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.ProfilerCommands;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;

/**
 * One recording for somebody who waits for it. It ends by itself at its deadline, so that nothing
 * runs on when the one who asked is gone. Its file has a name until it was opened from outside or
 * the recording ends. Thread-safe.
 */
final class TimedRecording {
  /** More than this is not read by any viewer with ease. */
  private static final long MAX_BYTES = 128L << 20;

  /** What the disk must keep free for the application. */
  private static final long FLOOR_BYTES = 64L << 20;

  private static final long CHECK_MILLIS = 500;

  private final String id;
  private final NativeProfiler profiler;
  private final ScratchFolder scratch;
  private final File folder;
  private final File path;
  private final RandomAccessFile file;
  private final long startedNanos = System.nanoTime();
  private final long lengthNanos;
  private String cutShort;
  private boolean running;

  private TimedRecording(
      String id, NativeProfiler profiler, ScratchFolder scratch, File folder, long seconds)
      throws IOException {
    this.id = id;
    this.profiler = profiler;
    this.scratch = scratch;
    this.folder = folder;
    path = scratch.file("record.jfr").getAbsoluteFile();
    file = new RandomAccessFile(path, "rw");
    lengthNanos = seconds * 1_000_000_000L;
  }

  /**
   * Starts recording into the first folder that has room.
   *
   * @param id by which it will be stopped
   * @throws IOException if no folder can hold the file
   * @throws IllegalStateException if the profiler refuses, as when it runs already
   */
  static TimedRecording start(
      String id, NativeProfiler profiler, List<File> folders, RecordedEvent event, long seconds)
      throws IOException {
    IOException last = new IOException("no folder to record to");
    for (File folder : folders) {
      if (folder.getUsableSpace() < FLOOR_BYTES) {
        last = new IOException(folder + " has less than 64 MB of free space");
        continue;
      }
      ScratchFolder scratch = null;
      TimedRecording recording = null;
      try {
        scratch = ScratchFolder.create(folder);
        recording = new TimedRecording(id, profiler, scratch, folder, seconds);
        recording.start(event);
        return recording;
      } catch (IOException unusable) {
        last = unusable;
      } finally {
        if (recording != null && !recording.isRunning()) {
          recording.close();
        } else if (recording == null && scratch != null) {
          scratch.close();
        }
      }
    }
    throw last;
  }

  String id() {
    return id;
  }

  /** Where to open it, as this process sees it. */
  File path() {
    return path;
  }

  synchronized boolean isRunning() {
    return running;
  }

  /** Seconds until it ends by itself. */
  synchronized long secondsLeft() {
    return running
        ? Math.max(1, (startedNanos + lengthNanos - System.nanoTime()) / 1_000_000_000)
        : 0;
  }

  /** Why it was ended before its time, or null. */
  synchronized String cutShort() {
    return cutShort;
  }

  /** Stops it unless it has stopped; the file is whole then, for who has it open. */
  synchronized void stop() {
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
      close();
    }
  }

  private synchronized void start(RecordedEvent event) {
    profiler.execute(ProfilerCommands.startUnlimited(event.plan(), path));
    running = true;
    AgentThread.create("diag-record", this::awaitDeadline).start();
  }

  private void close() {
    try {
      file.close();
    } catch (IOException closedAllTheSame) {
      // it was only open to learn its length
    }
    scratch.close();
  }

  private synchronized void awaitDeadline() {
    while (running) {
      long left = (startedNanos + lengthNanos - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        stop();
      } else if (length() > MAX_BYTES) {
        cutShort = "it reached 128 MB";
        stop();
      } else if (folder.getUsableSpace() < FLOOR_BYTES) {
        cutShort = folder + " has less than 64 MB of free space left";
        stop();
      } else {
        try {
          wait(Math.min(left, CHECK_MILLIS));
        } catch (InterruptedException notOurs) {
          // the deadline decides
        }
      }
    }
  }

  private long length() {
    try {
      return file.length();
    } catch (IOException unknown) {
      return 0;
    }
  }
}
