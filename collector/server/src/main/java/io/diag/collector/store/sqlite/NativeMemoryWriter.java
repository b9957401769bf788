package io.diag.collector.store.sqlite;

import io.diag.collector.store.NativeMemory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the native allocations of one day that were not freed. One that is freed in a later chunk
 * is deleted, so what stands in the table is what is still held. Used by the writer thread only.
 */
final class NativeMemoryWriter {
  /** Of one JVM in one day: 20 MB in the file. */
  private static final int MAX_HELD = 200_000;

  private static final int REMEMBERED_JVMS = 8;

  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement delete;

  /** The addresses in the table: most frees are of memory that was not sampled. */
  private final Map<Integer, Set<Long>> held = new RecentlyUsed<>(REMEMBERED_JVMS);

  NativeMemoryWriter(Connection connection) throws SQLException {
    find = connection.prepareStatement("SELECT address FROM malloc WHERE jvm = ?");
    insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO malloc (jvm, address, time, stack, thread, weight)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    delete = connection.prepareStatement("DELETE FROM malloc WHERE jvm = ? AND address = ?");
  }

  /**
   * @return how many allocations were dropped because there are too many
   */
  int write(int jvm, NativeMemory memory, int[] stackIds, int[] threadIds) throws SQLException {
    if (memory.isEmpty()) {
      return 0;
    }
    Set<Long> addresses = held(jvm);
    for (int i = 0; i < memory.freedCount(); i++) {
      if (addresses.remove(memory.freed(i))) {
        delete.setInt(1, jvm);
        delete.setLong(2, memory.freed(i));
        delete.executeUpdate();
      }
    }
    int dropped = 0;
    for (NativeMemory.Allocation each : memory.kept()) {
      if (addresses.size() >= MAX_HELD && !addresses.contains(each.address())) {
        dropped++;
        continue;
      }
      addresses.add(each.address());
      insert.setInt(1, jvm);
      insert.setLong(2, each.address());
      insert.setLong(3, each.windowMillis());
      insert.setInt(4, stackIds[each.stack()]);
      insert.setInt(5, threadIds[each.thread()]);
      insert.setLong(6, each.weight());
      insert.executeUpdate();
    }
    return dropped;
  }

  void forget() {
    held.clear();
  }

  private Set<Long> held(int jvm) throws SQLException {
    Set<Long> known = held.get(jvm);
    if (known == null) {
      known = new HashSet<>();
      find.setInt(1, jvm);
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getLong(1));
        }
      }
      held.put(jvm, known);
    }
    return known;
  }
}
