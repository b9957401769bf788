package io.diag.collector.store.sqlite;

import io.diag.collector.store.Frame;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileWindow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes the profiles of one day's file. Used by the writer thread only. */
final class ProfileWriter {
  private final DayInterner interner;
  private final NativeMemoryWriter nativeMemory;
  private final PreparedStatement insertWindow;
  private final PreparedStatement insertSpan;

  ProfileWriter(Connection connection, DayInterner interner) throws SQLException {
    this.interner = interner;
    nativeMemory = new NativeMemoryWriter(connection);
    insertWindow =
        connection.prepareStatement(
            "INSERT INTO profile (jvm, event, time, interval_nanos, weighted, scale, samples)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    insertSpan =
        connection.prepareStatement(
            "INSERT INTO span (jvm, start, end, events, samples, skipped, seam)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  void write(int jvm, ItemKey key, ProfileCoverage coverage, ProfileChunk profile)
      throws SQLException {
    int[] stackIds = stacks(jvm, profile);
    int[] threadIds = new int[profile.threads().size()];
    for (int i = 0; i < threadIds.length; i++) {
      threadIds[i] = interner.thread(jvm, profile.threads().get(i));
    }
    Map<ProfileEvent, Double> scales = scales(coverage, profile);
    for (ProfileWindow window : profile.windows()) {
      insertWindow.setInt(1, jvm);
      insertWindow.setInt(2, window.event().code());
      insertWindow.setLong(3, window.startMillis());
      insertWindow.setLong(4, coverage.interval(window.event()));
      insertWindow.setInt(5, window.weighted() ? 1 : 0);
      insertWindow.setDouble(6, scales.get(window.event()));
      insertWindow.setBytes(7, SamplesBlob.encode(window, stackIds, threadIds));
      insertWindow.executeUpdate();
    }
    int dropped = nativeMemory.write(jvm, profile.nativeMemory(), stackIds, threadIds);
    if (coverage.fromMillis() != null) {
      writeSpan(jvm, key, coverage, dropped, samples(profile));
    }
  }

  /** What was written within a transaction that was undone is not there. */
  void forget() {
    nativeMemory.forget();
  }

  /** One for the whole item: the total is of the whole item. */
  private static Map<ProfileEvent, Double> scales(ProfileCoverage coverage, ProfileChunk profile) {
    Map<ProfileEvent, Double> scales = new EnumMap<>(ProfileEvent.class);
    for (ProfileEvent event : coverage.events().keySet()) {
      long sampled = profile.weight(event, coverage.interval(event));
      scales.put(event, coverage.scale(event, sampled));
    }
    return scales;
  }

  private static long samples(ProfileChunk profile) {
    long samples = profile.nativeMemory().kept().size();
    for (ProfileWindow window : profile.windows()) {
      for (int row = 0; row < window.size(); row++) {
        samples += window.samples(row);
      }
    }
    return samples;
  }

  private void writeSpan(int jvm, ItemKey key, ProfileCoverage coverage, int dropped, long samples)
      throws SQLException {
    // Samples from before midnight were moved to this day too.
    long start = Math.max(key.dayStartMillis(), Math.min(coverage.fromMillis(), key.timeMillis()));
    insertSpan.setInt(1, jvm);
    insertSpan.setLong(2, start);
    insertSpan.setLong(3, key.timeMillis());
    insertSpan.setString(4, SpanEvents.write(coverage.events()));
    insertSpan.setLong(5, samples);
    insertSpan.setLong(6, coverage.skipped() + dropped);
    insertSpan.setString(7, coverage.seam());
    insertSpan.executeUpdate();
  }

  private int[] stacks(int jvm, ProfileChunk profile) throws SQLException {
    List<Frame> frames = profile.frames();
    int[] frameIds = new int[frames.size()];
    for (int i = 0; i < frameIds.length; i++) {
      frameIds[i] = interner.frame(jvm, frames.get(i));
    }
    int[] stackIds = new int[profile.stacks().size()];
    for (int i = 0; i < stackIds.length; i++) {
      stackIds[i] = interner.stack(jvm, StackBlob.encode(profile.stacks().get(i), frameIds));
    }
    return stackIds;
  }
}
