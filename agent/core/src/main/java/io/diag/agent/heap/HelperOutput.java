package io.diag.agent.heap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the process that dumps a heap prints: how far it is, what it comes to, or why not. Reads
 * what is there and never waits. One thread at a time.
 */
final class HelperOutput {
  private static final String SPEAKER = "diag: ";
  private static final Pattern SENDING =
      Pattern.compile("sending ([\\d,.]+) (\\S+) of ([\\d,.]+) (\\S+)");
  private static final Pattern SENT = Pattern.compile("sent to \\S+ as heap dump (\\S+)");
  private static final Pattern TAKEN = Pattern.compile(": heap of JVM \\d+, (.*)");
  private static final int MAX_LINE = 2_000;
  private static final int MAX_READ = 64 << 10;

  private final InputStream in;
  private final StringBuilder line = new StringBuilder();
  private String last;
  private String failure;
  private String taken;
  private String dumpId;
  private Double progress;

  HelperOutput(InputStream in) {
    this.in = in;
  }

  /**
   * @param ended whether all that will come is there
   */
  void read(boolean ended) throws IOException {
    byte[] bytes = new byte[1024];
    int left = MAX_READ;
    while (left > 0 && (ended || in.available() > 0)) {
      int count = in.read(bytes, 0, ended ? bytes.length : Math.min(bytes.length, in.available()));
      if (count < 0) {
        break;
      }
      left -= count;
      for (char c : new String(bytes, 0, count, StandardCharsets.UTF_8).toCharArray()) {
        if (c == '\n') {
          take(line.toString().trim());
          line.setLength(0);
        } else if (line.length() < MAX_LINE) {
          line.append(c);
        }
      }
    }
  }

  /** From 0 to 1 while it is sent; null before. */
  Double progress() {
    return progress;
  }

  /** What it said last; null before. */
  String last() {
    return last;
  }

  /** The dump's id at the collector; null until it is there. */
  String dumpId() {
    return dumpId;
  }

  String summary() {
    return taken == null ? "the dump is at the collector" : taken;
  }

  String failure(int exitCode) {
    return failure == null ? "the process that dumps ended with exit code " + exitCode : failure;
  }

  private void take(String text) {
    if (text.isEmpty()) {
      return;
    }
    Matcher sending = SENDING.matcher(text);
    Matcher sent = SENT.matcher(text);
    Matcher summary = TAKEN.matcher(text);
    if (sent.matches()) {
      dumpId = sent.group(1);
    } else if (summary.find()) {
      taken = summary.group(1);
    } else if (sending.matches() && sending.group(2).equals(sending.group(4))) {
      progress = Math.min(1, number(sending.group(1)) / Math.max(1e-9, number(sending.group(3))));
    }
    failure = text.startsWith(SPEAKER) ? text.substring(SPEAKER.length()) : failure;
    last = text.startsWith(SPEAKER) ? text.substring(SPEAKER.length()) : text;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.replace(",", ""));
    } catch (NumberFormatException garbled) {
      return 0;
    }
  }
}
