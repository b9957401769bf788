package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import one.jfr.JfrReader;

/** A finished recording, ready to be written in any format. */
final class RecordingFile {
  private final byte[] jfr;
  private final RecordedEvent event;
  private final String title;
  private final StackConverter stacks;

  private RecordingFile(byte[] jfr, RecordedEvent event, String title, StackConverter stacks) {
    this.jfr = jfr;
    this.event = event;
    this.title = title;
    this.stacks = stacks;
  }

  /**
   * @throws IOException if it is not a whole recording
   */
  static RecordingFile of(byte[] jfr, EventWeights weights, long pid) throws IOException {
    RecordedEvent event = weights.event();
    if (jfr.length == 0) {
      throw new IOException("it is empty");
    }
    try (JfrReader reader = new JfrReader(ByteBuffer.wrap(jfr))) {
      String title =
          String.format(
              Locale.ROOT, "%s of JVM %d, %.1f s", what(event), pid, reader.durationNanos() / 1e9);
      StackConverter stacks = StackConverter.read(reader, weights, FlamePage.escaped(title));
      if (reader.incomplete()) {
        throw new IOException("it ends in the middle");
      }
      return new RecordingFile(jfr, event, title, stacks);
    } catch (RuntimeException malformed) {
      throw new IOException("it is damaged: " + malformed, malformed);
    }
  }

  /** Its bytes in a format. */
  byte[] as(RecordFormat format) throws IOException {
    switch (format) {
      case JFR:
        return jfr;
      case COLLAPSED:
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> stack : stacks.stacks().entrySet()) {
          text.append(stack.getKey()).append(' ').append(stack.getValue()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
      default:
        return FlamePage.write(stacks.flame(), event.unit(), title);
    }
  }

  /** One line of what it holds. */
  String summary() {
    return title + ", " + stacks.samples() + " samples, " + total();
  }

  private String total() {
    long total = stacks.weight();
    switch (event.unit()) {
      case "By":
        return String.format(Locale.ROOT, "%.1f MiB", total / 1048576.0);
      case "ns":
        return String.format(Locale.ROOT, "%.2f s", total / 1e9);
      default:
        String unit = event.unit();
        return total + " " + (total == 1 ? CountWords.one(unit) : CountWords.many(unit));
    }
  }

  private static String what(RecordedEvent event) {
    switch (event) {
      case CPU:
        return "CPU time";
      case WALL:
        return "Wall time of all threads";
      case ALLOC:
        return "Heap allocation in bytes";
      case LOCK:
        return "Time waited for locks";
      case LIVE:
        return "Heap allocated and still alive, in bytes,";
      case NATIVEMEM:
        return "Native memory not given back, in bytes,";
      case THREADSTART:
        return "Threads started";
      case CLASSLOAD:
        return "Classes loaded";
      case FILEMAP:
        return "Files mapped";
    }
    throw new IllegalArgumentException("no words for " + event);
  }
}
