package io.diag.collector.store.sqlite;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.ProfileSink;
import io.diag.collector.store.ProfileWindow;
import io.diag.collector.store.StackSums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the profiles of one day for one selection. Not for several threads. */
final class ProfileReader {
  private final Connection connection;
  private final ProfileSelection selection;
  private final ProfileSink sink;
  private final int jvm;
  private final StackSums stacks = new StackSums();
  private final StackSums threads = new StackSums();

  /** Of each thread that is asked for, the number of its group; all the same without groups. */
  private final Map<Integer, Integer> groupOf = new HashMap<>();

  /** By that number. */
  private final List<String> groups = new ArrayList<>();

  private boolean scaled;

  ProfileReader(Connection connection, ProfileSelection selection, ProfileSink sink)
      throws SQLException {
    this.connection = connection;
    this.selection = selection;
    this.sink = sink;
    jvm = DayReader.jvm(connection, selection.jvmId());
  }

  void read() throws SQLException {
    if (selection.event() == ProfileEvent.NATIVEMEM) {
      readNativeMemory();
    } else {
      readWindows();
    }
    readThreads();
    readStacks();
    readSpans();
  }

  private void readWindows() throws SQLException {
    boolean lastOnly = selection.event() == ProfileEvent.LIVE;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT interval_nanos, weighted, scale, samples FROM profile"
                + " WHERE jvm = ? AND event = ? AND time > ? AND time < ?"
                + (lastOnly ? " ORDER BY time DESC, rowid DESC LIMIT 1" : ""))) {
      query.setInt(1, jvm);
      query.setInt(2, selection.event().code());
      query.setLong(3, selection.from() - ProfileWindow.LENGTH_MILLIS);
      query.setLong(4, selection.to());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          window(rows.getLong(1), rows.getInt(2) != 0, rows.getDouble(3), rows.getBytes(4));
        }
      }
    }
  }

  private void window(long interval, boolean weighted, double scale, byte[] samples) {
    sink.interval(interval);
    scaled |= scale > 1;
    SamplesBlob.decode(
        samples,
        weighted,
        (stack, thread, count, weight) -> {
          long plain = weighted ? weight : count * interval;
          add(stack, thread, count, scale > 1 ? Math.round(plain * scale) : plain);
        });
  }

  private void readNativeMemory() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT stack, thread, weight FROM malloc WHERE jvm = ? AND time > ? AND time < ?")) {
      query.setInt(1, jvm);
      query.setLong(2, selection.from() - ProfileWindow.LENGTH_MILLIS);
      query.setLong(3, selection.to());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          add(rows.getInt(1), rows.getInt(2), 1, rows.getLong(3));
        }
      }
    }
  }

  private void add(int stack, int thread, long samples, long value) {
    threads.add(thread, samples, value);
    stacks.add((long) stack << 32 | thread, samples, value);
  }

  private void readThreads() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT name FROM thread WHERE id = ?")) {
      for (int slot = 0; slot < threads.size(); slot++) {
        int thread = (int) threads.key(slot);
        query.setInt(1, thread);
        try (ResultSet rows = query.executeQuery()) {
          if (!rows.next()) {
            throw new SQLException("samples refer to thread " + thread + ", which is missing");
          }
          String name = rows.getString(1);
          if (selection.thread().test(name)) {
            groupOf.put(thread, group(name));
          }
          sink.thread(name, threads.samples(slot), threads.weight(slot));
        }
      }
    }
  }

  private int group(String thread) {
    if (selection.group() == null) {
      return 0;
    }
    String group = selection.group().apply(thread);
    int known = groups.indexOf(group);
    if (known >= 0) {
      return known;
    }
    groups.add(group);
    return groups.size() - 1;
  }

  private void readStacks() throws SQLException {
    StackSums merged = new StackSums();
    for (int slot = 0; slot < stacks.size(); slot++) {
      Integer group = groupOf.get((int) stacks.key(slot));
      if (group != null) {
        long stack = stacks.key(slot) >>> 32;
        merged.add(stack << 32 | group, stacks.samples(slot), stacks.weight(slot));
      }
    }
    if (merged.size() == 0) {
      return;
    }
    try (PreparedStatement query =
            connection.prepareStatement("SELECT frames FROM stack WHERE id = ?");
        FrameNumbers frames = new FrameNumbers(connection, sink)) {
      int[] roots =
          groups.stream()
              .mapToInt(group -> sink.frame(new Frame(group, FrameType.THREAD)))
              .toArray();
      for (int slot = 0; slot < merged.size(); slot++) {
        long id = merged.key(slot) >>> 32;
        query.setLong(1, id);
        try (ResultSet rows = query.executeQuery()) {
          if (!rows.next()) {
            throw new SQLException("samples refer to stack " + id + ", which is missing");
          }
          int[] stack = StackBlob.decode(rows.getBytes(1));
          for (int i = 0; i < stack.length; i++) {
            stack[i] = frames.of(stack[i]);
          }
          int[] rooted = roots.length == 0 ? stack : below(roots[(int) merged.key(slot)], stack);
          sink.stack(rooted, merged.samples(slot), merged.weight(slot));
        }
      }
    }
  }

  private static int[] below(int root, int[] stack) {
    int[] longer = new int[stack.length + 1];
    longer[0] = root;
    System.arraycopy(stack, 0, longer, 1, stack.length);
    return longer;
  }

  private void readSpans() throws SQLException {
    readSpans(
        connection,
        jvm,
        selection.from(),
        selection.to(),
        (span, samples) -> sink.span(span, samples, scaled));
  }

  /** Takes one item's span and how many samples it had. */
  @FunctionalInterface
  interface SpanSink {
    void span(ProfileCoverage span, long samples);
  }

  static void readSpans(Connection connection, int jvm, long from, long to, SpanSink sink)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT start, end, events, samples, skipped, seam FROM span"
                + " WHERE jvm = ? AND end > ? AND start < ? ORDER BY start, end")) {
      query.setInt(1, jvm);
      query.setLong(2, from);
      query.setLong(3, to);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ProfileCoverage span =
              new ProfileCoverage(
                  rows.getLong(1),
                  rows.getLong(2),
                  new TreeMap<>(SpanEvents.read(rows.getString(3))),
                  rows.getLong(5),
                  rows.getString(6));
          sink.span(span, rows.getLong(4));
        }
      }
    }
  }
}
