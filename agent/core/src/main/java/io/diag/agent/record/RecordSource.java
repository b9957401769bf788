package io.diag.agent.record;

import java.io.IOException;
import java.util.Map;

/** What fills the file of a recording. Calls come one at a time and take some milliseconds. */
interface RecordSource {
  /**
   * Begins.
   *
   * @throws IOException with the reason if it cannot; nothing runs then
   */
  void start(RecordFile file) throws IOException;

  /**
   * Called now and then while it runs.
   *
   * @throws IOException with the reason if it cannot go on
   */
  void step(RecordFile file) throws IOException;

  /**
   * Ends, and makes the file whole. Nothing runs afterwards, also after a failure.
   *
   * @throws IOException with the reason if the last part is missing
   */
  void stop(RecordFile file) throws IOException;

  /** After the start, for the one who asked: {@code note}, {@code interval}. */
  Map<String, String> particulars();
}
