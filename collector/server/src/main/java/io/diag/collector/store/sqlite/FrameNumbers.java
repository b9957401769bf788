package io.diag.collector.store.sqlite;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.LongIndex;
import io.diag.collector.store.ProfileSink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Which number a sink gave each frame of a day; a frame is read when it is first met. */
final class FrameNumbers implements AutoCloseable {
  private final PreparedStatement query;
  private final ProfileSink sink;
  private final LongIndex ids = new LongIndex();
  private int[] numbers = new int[64];

  FrameNumbers(Connection connection, ProfileSink sink) throws SQLException {
    query = connection.prepareStatement("SELECT name, type FROM frame WHERE id = ?");
    this.sink = sink;
  }

  int of(int id) throws SQLException {
    int known = ids.find(id);
    if (known >= 0) {
      return numbers[known];
    }
    query.setInt(1, id);
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("stacks refer to frame " + id + ", which is missing");
      }
      int slot = ids.add(id);
      if (slot == numbers.length) {
        numbers = Arrays.copyOf(numbers, slot * 2);
      }
      numbers[slot] = sink.frame(new Frame(rows.getString(1), FrameType.ofCode(rows.getInt(2))));
      return numbers[slot];
    }
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
