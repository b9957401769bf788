package io.diag.agent.record;

import java.io.File;
import java.util.Map;

/** A recording for somebody who waits for it. Thread-safe. */
interface Recording {
  /** By which it is stopped. */
  String id();

  /** Where to open it, as this process sees it, as long as it runs. */
  File path();

  boolean isRunning();

  /** Seconds until it ends by itself. */
  long secondsLeft();

  /** Stops it unless it has stopped; the file is whole then, for who has it open. May block. */
  void stop();

  /**
   * After the end, for the one who asked: {@code short}, {@code skipped}, {@code interval}, {@code
   * note}.
   */
  Map<String, String> outcome();
}
